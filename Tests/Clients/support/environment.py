"""Environments that hold nothing of the person who runs the tests."""

import os
import shlex

_FOREIGN = ("AWS_", "QUORATE_", "BOTO_")


def clean_environment() -> dict[str, str]:
    """This process's environment without AWS's and Quorate's settings, with the AWS clients kept on this machine."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    environment.update(
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
        AWS_MAX_ATTEMPTS="1",
        AWS_PAGER="",
        NO_PROXY="127.0.0.1,localhost",
        no_proxy="127.0.0.1,localhost",
    )
    return environment


def read_exports(text: str) -> dict[str, str]:
    """The variables of a file of `export NAME=VALUE` lines, as DIR/env is, with a shell's quotes taken off."""
    words = [word for word in shlex.split(text, comments=True) if word != "export"]
    return dict(word.split("=", 1) for word in words)
