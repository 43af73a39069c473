#!/usr/bin/env python3
"""Writes answers/*.json, or with --check compares them with what is there.

A slow second implementation of what the Swift code computes: plain Python integers and hashlib, nothing installed. Its
answers are part of the repository, so that a clone without the shared vectors has something to hold the code to.
"""

import json
import pathlib
import sys

import agreement
import frost
import keygeneration
import keymap
import keymaterial
import prf
import torsion

FOLDER = pathlib.Path(__file__).parent / "answers"
SOURCES = {
    "agreement": agreement,
    "edwards25519-torsion": torsion,
    "frost": frost,
    "key-generation": keygeneration,
    "key-map": keymap,
    "key-material": keymaterial,
    "prf": prf,
}


def main():
    changed = []
    for name, module in SOURCES.items():
        file = FOLDER / f"{name}.json"
        answers = json.dumps(module.answers(), indent=2, ensure_ascii=False) + "\n"
        if not file.exists() or file.read_text() != answers:
            changed.append(file.name)
            if "--check" not in sys.argv:
                file.write_text(answers)
    print("\n".join(changed) if changed else "all answers are as they were")
    return 1 if changed and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
