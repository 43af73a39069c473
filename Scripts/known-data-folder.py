"""Writes a data folder of a dev fleet with keys of every kind, for test_versions.py to start for ever after.

    .venv/bin/python Scripts/known-data-folder.py BINARY NAME [--release WHICH]

Run it once with the build of a release, and commit Tests/Clients/versions/NAME.tar.gz and NAME.json. The folder has the
sealing keys and root key of a fleet that serves nothing else. --release says in the JSON which build it was.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Tests" / "Clients"))

from support.clients import kms_client
from support.fleet import Fleet
from support.known_folder import CUSTODIANS, FOLDER, THRESHOLD, pack, use_everything


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=Path)
    parser.add_argument("name")
    parser.add_argument("--release", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with Fleet(options.binary.absolute(), Path(folder), custodians=CUSTODIANS, threshold=THRESHOLD) as fleet:
            kms = kms_client(fleet, region="eu-central-1")
            answers = use_everything(kms, options.release or options.name)
        pack(options.name, fleet, answers)
    for path in sorted(FOLDER.glob(f"{options.name}.*")):
        print(f"{path}  {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
