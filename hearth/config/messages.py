"""Builds the translations' .mo files from the .po files; `python -m hearth.config.messages`."""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


HERE = Path(__file__).resolve().parents[1]


def compile_messages(root: Path = HERE) -> int:
    """Build every .mo that is older than its .po; how many were built."""
    built = 0
    for source in root.rglob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parents[1].name)
        # Two processes may build at once; each puts a whole file in place.
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, catalog)
        fresh.rename(target)
        built += 1
    return built


if __name__ == "__main__":
    compile_messages()
    sys.exit(0)
