"""The house's one keyring: what makes a stolen disk or database unreadable.

It lives in one file outside the database (mode 0600). Each ciphertext carries the id of the key
that closed it, so keys rotate without touching what is already closed: a random data key closes
the text (AES-256-GCM) and the current master key closes the data key. ``context`` says what the
text is and whose ("residents.ssn"); a ciphertext moved to another place does not open there.

Two secrets never rotate: the one behind ``blind_index`` (an exact search must find what was
stored years ago) and the one behind ``mac`` (the audit chain must still verify).
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hearth.kernel import clock


TEXT_MAGIC = b"HK1"
STREAM_MAGIC = b"HS1"
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES
PREFIX_BYTES = 7
CHUNK = 256 * 1024


class KeyringError(Exception):
    """Something about the house's keys stands in the way; the text says what."""


class KeyMissing(KeyringError):
    """The key that closed this text is not on the keyring."""


class Tampered(KeyringError):
    """The ciphertext was changed, cut short, or belongs somewhere else."""


@dataclass(frozen=True)
class MasterKey:
    """One master key: its id stands in the header of every ciphertext it closed."""

    id: str
    created: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Keyring:
    """The keys of one house. The last key closes new texts; all of them open old ones."""

    path: Path
    keys: tuple[MasterKey, ...]
    index_secret: bytes = field(repr=False)
    mac_secret: bytes = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a keyring that exists. Raises KeyMissing when there is none, Tampered when it
        cannot be read as a keyring."""
        try:
            text = path.read_bytes()
        except FileNotFoundError:
            raise KeyMissing(
                f"There is no keyring at {path}. Restore it from a backup."
            ) from None
        return cls.from_bytes(text, path)

    @classmethod
    def from_bytes(cls, text: bytes, path: Path) -> Self:
        """Read a keyring out of its file's text; ``path`` is where it will live."""
        try:
            kept = json.loads(text)
            keys = tuple(
                MasterKey(entry["id"], entry["created"], base64.b64decode(entry["secret"]))
                for entry in kept["keys"]
            )
            found = cls(
                path,
                keys,
                base64.b64decode(kept["index_secret"]),
                base64.b64decode(kept["mac_secret"]),
            )
        except (ValueError, KeyError, TypeError):
            raise Tampered(f"{path} is not a keyring Hearth can read.") from None
        if not keys or any(len(key.secret) != KEY_BYTES for key in keys):
            raise Tampered(f"{path} is not a keyring Hearth can read.")
        return found

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make the first keyring of a house; if another process was first, take that one."""
        made = cls(
            path, (_new_key(),), secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
        )
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = _write_beside(path, made.to_bytes())
        try:
            os.link(written, path)
        except FileExistsError:
            return cls.load(path)
        finally:
            written.unlink()
        _sync_folder(path.parent)
        return made

    def to_bytes(self) -> bytes:
        """The keyring as its file holds it."""
        kept = {
            "version": 1,
            "keys": [
                {"id": key.id, "created": key.created, "secret": _text(key.secret)}
                for key in self.keys
            ],
            "index_secret": _text(self.index_secret),
            "mac_secret": _text(self.mac_secret),
        }
        return json.dumps(kept, indent=1).encode()

    def save(self) -> None:
        """Write the keyring to its path, whole or not at all."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_beside(self.path, self.to_bytes()).replace(self.path)
        _sync_folder(self.path.parent)

    @property
    def current(self) -> MasterKey:
        """The key that closes new texts."""
        return self.keys[-1]

    def rotate(self) -> Self:
        """Add a new current key and save; older keys stay, for reading."""
        rotated = replace(self, keys=(*self.keys, _new_key()))
        rotated.save()
        return rotated

    def key(self, key_id: str) -> MasterKey:
        """The key of that id. Raises KeyMissing."""
        for key in self.keys:
            if key.id == key_id:
                return key
        raise KeyMissing(f"The keyring {self.path} does not hold the key {key_id}.")

    # Short texts: a column, a secret, a token.

    def encrypt(self, plaintext: bytes, *, context: str) -> bytes:
        """Close a short text; only the same ``context`` opens it again."""
        data_key = secrets.token_bytes(KEY_BYTES)
        nonce = secrets.token_bytes(NONCE_BYTES)
        body = AESGCM(data_key).encrypt(nonce, plaintext, _aad(TEXT_MAGIC, context))
        return self._header(TEXT_MAGIC, data_key, context) + nonce + body

    def decrypt(self, ciphertext: bytes, *, context: str) -> bytes:
        """Open what ``encrypt`` closed. Raises KeyMissing or Tampered."""
        data_key, rest = self._open_header(TEXT_MAGIC, ciphertext, context)
        return _open(
            data_key, rest[:NONCE_BYTES], rest[NONCE_BYTES:], _aad(TEXT_MAGIC, context), context
        )

    def rewrap(self, ciphertext: bytes, *, context: str) -> bytes:
        """The same text under the current key; the body is not opened."""
        magic = ciphertext[:3]
        data_key, rest = self._open_header(magic, ciphertext, context)
        return self._header(magic, data_key, context) + rest

    # Files: chunk by chunk, each with its place and whether it is the last.

    def encrypt_stream(self, source: BinaryIO, target: BinaryIO, *, context: str) -> None:
        """Close a file of any size in bounded memory."""
        data_key = secrets.token_bytes(KEY_BYTES)
        target.write(self._header(STREAM_MAGIC, data_key, context))
        seal_chunks(data_key, source, target, context=context)

    def decrypt_stream(self, source: BinaryIO, target: BinaryIO, *, context: str) -> None:
        """Open a file closed by ``encrypt_stream``.

        What is written to ``target`` before Tampered is raised must not be used: write to a
        temporary file, or use ``decrypted_chunks`` and stop at the exception.
        """
        for chunk in self.decrypted_chunks(source, context=context):
            target.write(chunk)

    def decrypted_chunks(self, source: BinaryIO, *, context: str) -> Iterator[bytes]:
        """The parts of a closed file, each checked before it is handed on.

        Raises KeyMissing or Tampered; a file cut short raises at its end.
        """
        data_key, _rest = self._open_header(STREAM_MAGIC, _read_header(source), context)
        yield from open_chunks(data_key, source, context=context)

    def rewrap_stream(self, source: BinaryIO, target: BinaryIO, *, context: str) -> None:
        """Copy a closed file so that the current key opens it; its body is not opened."""
        data_key, _rest = self._open_header(STREAM_MAGIC, _read_header(source), context)
        target.write(self._header(STREAM_MAGIC, data_key, context))
        while block := source.read(CHUNK):
            target.write(block)

    # Fingerprints.

    def blind_index(self, text: str, *, context: str) -> str:
        """A fingerprint by which an encrypted value is found exactly, and never read back.

        The caller folds the text first ("123-45-6789" and "123456789" are two texts here).
        """
        return _keyed(self.index_secret, context, text.encode()).hex()

    def mac(self, content: bytes, context: str) -> bytes:
        """32 bytes that only this house can make for this content: the audit chain's seal."""
        return _keyed(self.mac_secret, context, content)

    def _header(self, magic: bytes, data_key: bytes, context: str) -> bytes:
        key = self.current
        nonce = secrets.token_bytes(NONCE_BYTES)
        wrapped = nonce + AESGCM(key.secret).encrypt(
            nonce, data_key, _aad(magic, context, key.id)
        )
        return magic + struct.pack("B", len(key.id)) + key.id.encode() + wrapped

    def _open_header(self, magic: bytes, blob: bytes, context: str) -> tuple[bytes, bytes]:
        key_id = header_key_id(blob)
        if blob[:3] != magic:
            raise Tampered(f"This is not a ciphertext of the expected kind ({context}).")
        key = self.key(key_id)
        start = 4 + len(key_id)
        wrapped = blob[start : start + WRAPPED_BYTES]
        data_key = _open(
            key.secret,
            wrapped[:NONCE_BYTES],
            wrapped[NONCE_BYTES:],
            _aad(magic, context, key.id),
            context,
        )
        return data_key, blob[start + WRAPPED_BYTES :]


def header_key_id(blob: bytes) -> str:
    """Which key closed this ciphertext. Raises Tampered when it is none."""
    if blob[:3] not in {TEXT_MAGIC, STREAM_MAGIC} or len(blob) < 4:
        raise Tampered("This is not a ciphertext of this house.")
    length = blob[3]
    if len(blob) < 4 + length + WRAPPED_BYTES:
        raise Tampered("The ciphertext is cut short.")
    try:
        return blob[4 : 4 + length].decode("ascii")
    except UnicodeDecodeError:
        raise Tampered("This is not a ciphertext of this house.") from None


def seal_chunks(data_key: bytes, source: BinaryIO, target: BinaryIO, *, context: str) -> None:
    """Close a stream under a key that is used for this stream only."""
    cipher = AESGCM(data_key)
    prefix = secrets.token_bytes(PREFIX_BYTES)
    target.write(prefix)
    index = 0
    block = _read_exactly(source, CHUNK)
    while True:
        following = _read_exactly(source, CHUNK) if len(block) == CHUNK else b""
        final = not following
        nonce = _chunk_nonce(prefix, index, final=final)
        target.write(cipher.encrypt(nonce, block, _aad(STREAM_MAGIC, context)))
        if final:
            return
        block = following
        index += 1


def open_chunks(data_key: bytes, source: BinaryIO, *, context: str) -> Iterator[bytes]:
    """The checked parts of what ``seal_chunks`` closed. Raises Tampered."""
    prefix = _read_exactly(source, PREFIX_BYTES)
    if len(prefix) < PREFIX_BYTES:
        raise Tampered(f"The file is cut short ({context}).")
    index = 0
    block = _read_exactly(source, CHUNK + TAG_BYTES)
    while True:
        whole = len(block) == CHUNK + TAG_BYTES
        following = _read_exactly(source, CHUNK + TAG_BYTES) if whole else b""
        final = not following
        nonce = _chunk_nonce(prefix, index, final=final)
        yield _open(data_key, nonce, block, _aad(STREAM_MAGIC, context), context)
        if final:
            return
        block = following
        index += 1


_configured: Path | None = None
_cached: tuple[tuple[int, int], Keyring] | None = None


def configure(path: Path | None) -> None:
    """Say where this process finds the keyring (None: where the environment says)."""
    global _cached, _configured
    _configured = path
    _cached = None


def keyring_path() -> Path:
    """Where the keyring lives: as configured, HEARTH_KEYRING, or the house's folder."""
    if _configured is not None:
        return _configured
    if named := os.environ.get("HEARTH_KEYRING"):
        return Path(named)
    return _folder() / "keys" / "keyring.json"


def keyring() -> Keyring:
    """The house's keyring, read once and again whenever its file changes.

    The first call of a new house makes it. A house whose keyring went missing while encrypted
    files are still there gets no new one: that would hide the loss. Raises KeyMissing.
    """
    global _cached
    path = keyring_path()
    try:
        stat = path.stat()
    except FileNotFoundError:
        _refuse_replacement(path)
        Keyring.create(path)
        stat = path.stat()
    stamp = (stat.st_ino, stat.st_mtime_ns)
    if _cached is None or _cached[0] != stamp or _cached[1].path != path:
        _cached = (stamp, Keyring.load(path))
    return _cached[1]


def _folder() -> Path:
    """The house's folder, found the way ``hearth.config.environment`` finds it."""
    if given := os.environ.get("HEARTH_DATA"):
        return Path(given).expanduser().absolute()
    if os.getuid() == 0:
        return Path("/var/lib/hearth")
    shared = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(shared).expanduser().absolute() / "hearth"


def _refuse_replacement(path: Path) -> None:
    files = path.parent.parent / "files"
    if path.parent.name == "keys" and files.is_dir() and any(files.iterdir()):
        raise KeyMissing(
            f"The keyring {path} is gone, but encrypted files are still in {files}. "
            "Restore the keyring from a backup; a new one could not open them."
        )


def _new_key() -> MasterKey:
    now = clock.now()
    return MasterKey(
        f"k{now:%Y%m%d}-{secrets.token_hex(4)}",
        now.isoformat(timespec="seconds"),
        secrets.token_bytes(KEY_BYTES),
    )


def _aad(magic: bytes, context: str, key_id: str = "") -> bytes:
    return b"hearth\0" + magic + b"\0" + key_id.encode() + b"\0" + context.encode()


def _open(key: bytes, nonce: bytes, body: bytes, aad: bytes, context: str) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, body, aad)
    except (InvalidTag, ValueError):
        raise Tampered(
            f"The ciphertext was changed, cut short, or belongs elsewhere ({context})."
        ) from None


def _chunk_nonce(prefix: bytes, index: int, *, final: bool) -> bytes:
    return prefix + struct.pack(">IB", index, final)


def _read_header(source: BinaryIO) -> bytes:
    start = _read_exactly(source, 4)
    if len(start) < 4:
        raise Tampered("The ciphertext is cut short.")
    return start + _read_exactly(source, start[3] + WRAPPED_BYTES)


def _read_exactly(source: BinaryIO, size: int) -> bytes:
    """Up to ``size`` bytes; fewer only at the end (a pipe may hand out less at a time)."""
    parts = []
    while size and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _keyed(secret: bytes, context: str, content: bytes) -> bytes:
    subkey = hmac.digest(secret, context.encode(), hashlib.sha256)
    return hmac.digest(subkey, content, hashlib.sha256)


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


def _write_beside(path: Path, content: bytes) -> Path:
    """Write a 0600 file next to ``path`` and on to the disk, to be moved into place."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return Path(name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
