"""The code that lets the very first person in: kept in the house's folder, shown by ``hearth run``."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from .actions.codes import LETTERS


NAME = "setup-code"
LENGTH = 12


def setup_code() -> str:
    """The setup code of this house; made at first use, in ``secrets`` (folder 0700, file 0600)."""
    path = _path()
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        code = "-".join(letters[n : n + 4] for n in range(0, LENGTH, 4))
        with open(path, "x", opener=_private) as file:
            file.write(code + "\n")
        return code


def forget_setup_code() -> None:
    """The house has its first person: the code opens nothing any more."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.HEARTH_DATA) / "secrets" / NAME


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
