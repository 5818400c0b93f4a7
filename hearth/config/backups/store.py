"""The store: a folder that may lie on any disk, because without its key it says nothing.

One random key a store. It is wrapped twice in ``store.json``: sealed for the public half of the
recovery phrase (paper opens it when the house is gone) and under the house's keyring (so that
backups and drills run with nobody there). Everything else is closed under a key derived from it
and from the object's own name, so objects cannot change places.
"""

import base64
import fcntl
import hashlib
import hmac
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hearth.config.backups import phrase as phrases
from hearth.kernel import clock
from hearth.kernel.keyring import (
    CHUNK,
    PREFIX_BYTES,
    TAG_BYTES,
    Keyring,
    KeyringError,
    Tampered,
    open_chunks,
    seal_chunks,
)


WRAP_CONTEXT = "backup store"
SALT_BYTES = 16
UNFINISHED = 24 * 3600
"""Seconds after which a half-made file has no writer any more. Own default."""


class StoreRefused(Exception):
    """The backup cannot be used as it is; the text is one sentence that names the file."""


@dataclass(frozen=True)
class Sealed:
    """One object as it lies in the store."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Store:
    """An opened backup folder."""

    folder: Path
    key: bytes = field(repr=False)

    # Opening ------------------------------------------------------------------

    @classmethod
    def create(cls, folder: Path, *, recovery: X25519PublicKey, ring: Keyring) -> Self:
        """Make a new store; an empty or missing folder becomes it."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        store = cls(folder, secrets.token_bytes(32))
        store.wrap(recovery=recovery, ring=ring)
        return store

    @classmethod
    def with_keyring(cls, folder: Path, ring: Keyring) -> Self:
        """Open a store by the keyring of the house that made it."""
        head = _head(folder)
        try:
            key = ring.decrypt(_bytes(head, "house"), context=WRAP_CONTEXT)
        except KeyringError:
            raise StoreRefused(
                f"{folder / 'store.json'} does not open with this house's keyring: it was changed, "
                "or another house made it. The recovery phrase opens it."
            ) from None
        return cls._checked(folder, key, head)

    @classmethod
    def with_phrase(cls, folder: Path, phrase: str) -> Self:
        """Open a store by the recovery phrase. Raises PhraseWrong or StoreRefused."""
        head = _head(folder)
        private = phrases.private_key(phrase)
        if public_text(private.public_key()) != head.get("recovery"):
            raise phrases.PhraseWrong(
                f"{folder / 'store.json'} does not open with this phrase: it is another one "
                "than was printed for this backup, or the file was changed."
            )
        return cls._checked(folder, unseal(private, _bytes(head, "paper"), folder), head)

    @classmethod
    def _checked(cls, folder: Path, key: bytes, head: dict[str, Any]) -> Self:
        store = cls(folder, key)
        if not hmac.compare_digest(store._mac("store.json", head), str(head.get("mac", ""))):
            raise StoreRefused(f"{folder / 'store.json'} was changed after it was written.")
        return store

    def wrap(self, *, recovery: X25519PublicKey, ring: Keyring) -> None:
        """Write who may open this store: a new phrase or keyring replaces the old one."""
        head = {
            "what": "A Hearth backup. `hearth restore --from` this folder brings the house back.",
            "version": 1,
            "phrase_made": clock.now().date().isoformat(),
            "recovery": public_text(recovery),
            "paper": _text(seal(recovery, self.key)),
            "house": _text(ring.encrypt(self.key, context=WRAP_CONTEXT)),
        }
        self.write_document("store.json", head)

    def wrapped_for(self, recovery: X25519PublicKey) -> bool:
        """Whether the phrase in force opens this store."""
        return bool(_head(self.folder).get("recovery") == public_text(recovery))

    # Objects ------------------------------------------------------------------

    def path(self, name: str) -> Path:
        """Where an object lies."""
        return self.folder / name

    def seal(self, source: BinaryIO, name: str, *, modified_ns: int | None = None) -> Sealed:
        """Close a stream into the object ``name``, whole or not at all."""
        target = self.path(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = _beside(target)
        salt = secrets.token_bytes(SALT_BYTES)
        with _opened(beside) as file:
            counted = _Counted(file)
            counted.write(salt)
            seal_chunks(self.derive(name, salt), source, counted, context=name)  # type: ignore[arg-type]
            file.flush()
            os.fsync(file.fileno())
        if modified_ns is not None:
            os.utime(beside, ns=(modified_ns, modified_ns))
        beside.replace(target)
        sync_folder(target.parent)
        return Sealed(name, counted.size, counted.hash.hexdigest())

    def open(self, name: str, *, expected: Sealed | None = None) -> Iterator[bytes]:
        """The checked content of an object. Raises StoreRefused naming the file.

        With ``expected`` the object must also be the very one that was written then.
        """
        path = self.path(name)
        try:
            file = path.open("rb")
        except FileNotFoundError:
            raise StoreRefused(f"{path} is missing from the backup.") from None
        with file:
            counted = _Counted(file)
            salt = counted.read(SALT_BYTES)
            try:
                yield from open_chunks(self.derive(name, salt), counted, context=name)  # type: ignore[arg-type]
            except Tampered:
                raise damaged(path) from None
            counted.read(1)
        if expected and (counted.size, counted.hash.hexdigest()) != (
            expected.size,
            expected.sha256,
        ):
            raise damaged(path)

    def write_document(self, name: str, content: dict[str, Any]) -> None:
        """Write a small JSON object with the store's mark of authenticity."""
        content = {key: value for key, value in content.items() if key != "mac"}
        text = _rendered(content | {"mac": self._mac(name, content)})
        target = self.path(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = _beside(target)
        with _opened(beside) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
        sync_folder(target.parent)

    def read_document(self, name: str) -> dict[str, Any]:
        """Read what ``write_document`` wrote. Raises StoreRefused naming the file."""
        content = _json(self.path(name))
        if not hmac.compare_digest(self._mac(name, content), str(content.get("mac", ""))):
            raise damaged(self.path(name))
        return content

    def derive(self, name: str, salt: bytes) -> bytes:
        """The key of one object."""
        return HKDF(SHA256(), 32, salt, b"hearth backup object\0" + name.encode()).derive(
            self.key
        )

    def _mac(self, name: str, content: dict[str, Any]) -> str:
        """Over the file's exact meaning; any changed character of the JSON changes it."""
        plain = {key: value for key, value in content.items() if key != "mac"}
        text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
        return hmac.digest(self.derive(name, b"document"), text.encode(), "sha256").hex()

    # Housekeeping ---------------------------------------------------------------

    @contextmanager
    def alone(self, what: str, *, wait: bool = False) -> Iterator[None]:
        """Only one process at a time does ``what`` in this store. Raises StoreRefused."""
        with (self.folder / f".{what}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise StoreRefused(
                    f"Another process is at the {what} in {self.folder}."
                ) from None
            yield

    def busy(self, what: str) -> bool:
        """Whether some process is at ``what`` now."""
        try:
            with self.alone(what):
                return False
        except StoreRefused:
            return True

    def sweep(self) -> None:
        """Remove what writers that were killed left half made, once it is a day old."""
        before = clock.now().timestamp() - UNFINISHED
        for path in self.folder.rglob(".*.new"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def remove(self, name: str) -> None:
        """Remove an object or a folder of them."""
        path = self.path(name)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def sealed_size(plain: int) -> int:
    """How many bytes an object of so many plain bytes takes in the store."""
    chunks = max(1, -(-plain // CHUNK))
    return SALT_BYTES + PREFIX_BYTES + plain + chunks * TAG_BYTES


def is_store(folder: Path) -> bool:
    """Whether there is a store in the folder."""
    return (folder / "store.json").exists()


def seal(public: X25519PublicKey, content: bytes) -> bytes:
    """Close a short text so that only the holder of the private half opens it."""
    ephemeral = X25519PrivateKey.generate()
    shared = ephemeral.exchange(public)
    ours = ephemeral.public_key().public_bytes_raw()
    key = HKDF(SHA256(), 32, ours + public.public_bytes_raw(), b"hearth sealed box").derive(
        shared
    )
    return ours + AESGCM(key).encrypt(bytes(12), content, None)


def unseal(private: X25519PrivateKey, box: bytes, folder: Path) -> bytes:
    """Open what ``seal`` closed. Raises StoreRefused."""
    try:
        theirs = X25519PublicKey.from_public_bytes(box[:32])
        shared = private.exchange(theirs)
        salt = box[:32] + private.public_key().public_bytes_raw()
        key = HKDF(SHA256(), 32, salt, b"hearth sealed box").derive(shared)
        return AESGCM(key).decrypt(bytes(12), box[32:], None)
    except (InvalidTag, ValueError):
        raise StoreRefused(
            f"{folder / 'store.json'} was changed after it was written."
        ) from None


def public_text(key: X25519PublicKey) -> str:
    """A public key as written in files."""
    return key.public_bytes_raw().hex()


def damaged(path: Path) -> StoreRefused:
    """The one sentence for an object that is not what was written."""
    return StoreRefused(
        f"{path} was changed or cut short after it was written: nothing is restored from it."
    )


def sync_folder(folder: Path) -> None:
    """Have a folder's entries on the disk, not only in memory."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Chunks:
    """An iterator of bytes, read as a file."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; all of them when negative."""
        held = [self._held]
        have = len(self._held)
        while size < 0 or have < size:
            part = next(self._parts, None)
            if part is None:
                break
            held.append(part)
            have += len(part)
        whole = b"".join(held)
        cut = len(whole) if size < 0 else size
        self._held = whole[cut:]
        return whole[:cut]


class _Counted:
    """A file that counts and fingerprints what passes through."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.hash = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.size += len(content)
        self.hash.update(content)
        return self._file.write(content)

    def read(self, size: int) -> bytes:
        content = self._file.read(size)
        self.size += len(content)
        self.hash.update(content)
        return content


def _beside(target: Path) -> Path:
    """Where one writer makes a file ready: the receiver and a backup may seal the same one."""
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")


def _opened(path: Path) -> BinaryIO:
    """A new file for this user only."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _head(folder: Path) -> dict[str, Any]:
    if not is_store(folder):
        raise StoreRefused(f"{folder} is not a Hearth backup: it has no store.json.")
    return _json(folder / "store.json")


def _json(path: Path) -> dict[str, Any]:
    try:
        text = path.read_bytes()
        content = json.loads(text)
    except FileNotFoundError:
        raise StoreRefused(f"{path} is missing from the backup.") from None
    except ValueError:
        raise damaged(path) from None
    # Compared byte for byte, so that even a changed blank is noticed.
    if not isinstance(content, dict) or _rendered(content) != text:
        raise damaged(path)
    return content


def _rendered(content: dict[str, Any]) -> bytes:
    return json.dumps(content, indent=1).encode() + b"\n"


def _bytes(head: dict[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(str(head[name]), validate=True)
    except (KeyError, ValueError):
        raise StoreRefused("store.json was changed after it was written.") from None


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
