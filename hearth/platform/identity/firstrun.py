"""The code that lets the very first person in: kept in the house's folder, shown by ``hearth run``.

No Django here: the supervisor shows the code before pages are asked for.
"""

import os
from pathlib import Path

from .onetime import in_fours, letters


NAME = "setup-code"
LENGTH = 12


def setup_code(folder: Path) -> str:
    """The setup code of the house in ``folder``; made at first use (folder 0700, file 0600)."""
    path = folder / "secrets" / NAME
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        code = in_fours(letters(LENGTH))
        with open(path, "x", opener=_private) as file:
            file.write(code + "\n")
        return code


def forget_setup_code(folder: Path) -> None:
    """The house has its first person: the code opens nothing any more."""
    (folder / "secrets" / NAME).unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
