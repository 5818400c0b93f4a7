"""The house's side of the recovery phrase: only the public half is kept.

``keys/recovery.pub`` closes backups; nothing in the house opens them by itself but the keyring.
The phrase is shown once. A lost one is replaced (``hearth keys phrase --new``), which also
re-wraps the key of every store the house still writes to.
"""

import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from hearth.config.backups import phrase as phrases
from hearth.config.backups.store import public_text, sync_folder
from hearth.kernel import clock


def public_path(folder: Path) -> Path:
    """Where the public half lies."""
    return folder / "keys" / "recovery.pub"


def public_key(folder: Path) -> X25519PublicKey | None:
    """The public half of the phrase in force; None when no phrase was made yet."""
    try:
        kept = json.loads(public_path(folder).read_text())
    except FileNotFoundError:
        return None
    return X25519PublicKey.from_public_bytes(bytes.fromhex(kept["public"]))


def new_phrase(folder: Path) -> str:
    """Make a phrase, keep its public half, hand back the words to be shown once."""
    phrase = phrases.make_phrase()
    keep(folder, phrase)
    return phrase


def keep(folder: Path, phrase: str) -> None:
    """Have new backups open with this phrase."""
    path = public_path(folder)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {
        "public": public_text(phrases.private_key(phrase).public_key()),
        "made": clock.now().isoformat(timespec="seconds"),
    }
    beside = path.with_name(".recovery.pub.new")
    beside.write_text(json.dumps(kept) + "\n")
    beside.chmod(0o600)
    beside.replace(path)
    sync_folder(path.parent)


def matches(folder: Path, phrase: str) -> bool:
    """Whether this phrase is the one in force. Raises PhraseWrong when it cannot be one."""
    known = public_key(folder)
    ours = phrases.private_key(phrase).public_key()
    return known is not None and public_text(known) == public_text(ours)


def first_phrase(folder: Path) -> str | None:
    """The phrase to show when this house has none yet; None when it has one."""
    return None if public_key(folder) else new_phrase(folder)
