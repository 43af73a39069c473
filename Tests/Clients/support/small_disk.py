"""A small disk for a node's folder, which a test can fill."""

import os
import shutil
import subprocess
from pathlib import Path


class SmallDisk:
    """A file system in memory in the place of a folder, with the folder's content."""

    def __init__(self, folder: Path, megabytes: int = 192):
        """Throws CalledProcessError where nothing may be mounted. The folder's node must not run."""
        self._folder = folder
        self._filler = folder / "filler"
        aside = folder.with_name(folder.name + ".aside")
        shutil.move(folder, aside)
        folder.mkdir(mode=0o700)
        try:
            command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", folder]
            subprocess.run(command, check=True, capture_output=True, timeout=10)
        except BaseException:
            folder.rmdir()
            shutil.move(aside, folder)
            raise
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        shutil.rmtree(aside)

    def fill(self) -> None:
        """Takes all space that is left."""
        descriptor = os.open(self._filler, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            size, step = 0, 1 << 26
            while step >= 512:
                try:
                    os.posix_fallocate(descriptor, size, step)
                    size += step
                except OSError:
                    step //= 2
        finally:
            os.close(descriptor)

    def free(self) -> None:
        self._filler.unlink(missing_ok=True)

    def keep(self) -> None:
        """Copies the content to where the folder was, and takes the disk away. The folder's node must have ended."""
        copy = self._folder.with_name(self._folder.name + ".copy")
        self.free()
        shutil.copytree(self._folder, copy)
        subprocess.run(["umount", self._folder], check=True, capture_output=True, timeout=10)
        self._folder.rmdir()
        shutil.move(copy, self._folder)

    def close(self) -> None:
        """Takes the disk away, however the test went."""
        if os.path.ismount(self._folder):
            subprocess.run(["umount", "-l", self._folder], check=False, capture_output=True, timeout=10)
