"""What a device keeps until it is sent is closed for the house alone.

The page closes each write with a key made for it alone: ECDH on P-256 between a pair of its own and
the house's public key, HKDF-SHA-256, AES-256-GCM. Nothing on the device opens it again, neither
the next person on the tablet nor whoever finds it. The house's pair is derived from its keyring, one
for each master key, so a write closed before a rotation still opens after it.
"""

import base64
import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hearth.kernel.keyring import KeyMissing, keyring


CURVE = ec.SECP256R1()
# Source: NIST SP 800-186 §3.2.1.3, the order of P-256.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PURPOSE = b"hearth.offline.1"


class Unreadable(Exception):
    """What came is not closed for this house, or was changed on its way."""


@lru_cache(maxsize=8)
def _pair(key_id: str, secret: bytes) -> ec.EllipticCurvePrivateKey:
    number = hmac.digest(secret, PURPOSE + key_id.encode(), hashlib.sha512)
    return ec.derive_private_key(int.from_bytes(number, "big") % (ORDER - 1) + 1, CURVE)


def public_key() -> str:
    """What pages close their writes for: the key's id and the point, as "id.point"."""
    key = keyring().current
    return f"{key.id}.{_public(key.id, key.secret)}"


@lru_cache(maxsize=8)
def _public(key_id: str, secret: bytes) -> str:
    pair = _pair(key_id, secret)
    point = pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _text(point)


def opened(sealed: Any, ref: str) -> dict[str, Any]:
    """The write inside; it opens only under the reference it was closed with. Raises Unreadable."""
    try:
        key = keyring().key(str(sealed["k"]))
        theirs = _bytes(sealed["e"])
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs)
        shared = _pair(key.id, key.secret).exchange(ec.ECDH(), point)
        kept = AESGCM(_derived(shared, theirs)).decrypt(
            _bytes(sealed["n"]), _bytes(sealed["c"]), ref.encode()
        )
        found = json.loads(kept)
    except (KeyError, TypeError, ValueError, InvalidTag, KeyMissing) as error:
        raise Unreadable(type(error).__name__) from None
    if not isinstance(found, dict):
        raise Unreadable("shape")
    return found


def sealed(write: dict[str, Any], ref: str) -> dict[str, str]:
    """Close a write as a page does; for tests and for devices that speak Python."""
    key_id, _, point = public_key().partition(".")
    house = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _bytes(point))
    pair = ec.generate_private_key(CURVE)
    own = pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    nonce = hashlib.sha256(own).digest()[:12]
    body = AESGCM(_derived(pair.exchange(ec.ECDH(), house), own)).encrypt(
        nonce, json.dumps(write).encode(), ref.encode()
    )
    return {"k": key_id, "e": _text(own), "n": _text(nonce), "c": _text(body)}


def _derived(shared: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, PURPOSE).derive(shared)


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(value: Any) -> bytes:
    text = str(value)
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
