"""The house's own certificate authority, for a building whose pages never leave it.

Made at the first run on an address other than this machine's own. Each tablet and computer
installs ``/ca`` once. A certificate from elsewhere is used instead when ``tls/given.pem`` and
``tls/given.key`` lie in the folder.
"""

import ipaddress
import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hearth.config.environment import Environment
from hearth.kernel import clock


CA_DAYS = 3650
# Browsers refuse a longer one even from an authority installed by hand.
# Source: https://support.apple.com/en-us/103214 (825 days); 397 is the stricter public rule.
HOUSE_DAYS = 397
RENEW_DAYS = 30


def ensure_certificate(env: Environment) -> bool:
    """Have a certificate good for at least a month and for every name; whether a new one was made."""
    folder = env.folder / "tls"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / "given.pem").exists():
        return False
    authority, key = _authority(folder)
    if _still_good(folder / "house.pem", env, authority):
        return False
    _make_house(folder, env, authority, key)
    return True


def names_of(env: Environment) -> list[x509.GeneralName]:
    """Every name and address under which this house is reached."""
    names = [*env.names, socket.gethostname(), f"{socket.gethostname()}.local", "localhost"]
    addresses = {"127.0.0.1", *_own_addresses()}
    for given in [*names, env.host]:
        try:
            addresses.add(str(ipaddress.ip_address(given)))
        except ValueError:
            continue
    plain = dict.fromkeys(name.lower() for name in names if name not in addresses)
    some = [address for address in sorted(addresses) if address not in {"0.0.0.0", "::"}]
    return [
        *(x509.DNSName(name) for name in plain if name.isascii()),
        *(x509.IPAddress(ipaddress.ip_address(address)) for address in some),
    ]


def _own_addresses() -> list[str]:
    """The address this machine answers on; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Source: RFC 5737, an address for documentation: only the route to it is looked up.
            probe.connect(("192.0.2.1", 9))
            return [probe.getsockname()[0]]
        except OSError:
            return []


def _authority(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    if not (folder / "ca.pem").exists():
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hearth of this house")])
        usage = x509.KeyUsage(
            digital_signature=False, content_commitment=False, key_encipherment=False,
            data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        made = (
            _builder(name, name, key.public_key(), CA_DAYS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .sign(key, hashes.SHA256())
        )
        _keep(folder / "ca.key", _key_bytes(key))
        _keep(folder / "ca.pem", made.public_bytes(serialization.Encoding.PEM))
    key = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), None)  # type: ignore[assignment]
    return x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes()), key


def _make_house(
    folder: Path,
    env: Environment,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, env.names[0][:64])])
    server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    authority_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(
        authority_key.public_key()
    )
    made = (
        _builder(name, authority.subject, key.public_key(), HOUSE_DAYS)
        .add_extension(x509.SubjectAlternativeName(names_of(env)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(server, critical=False)
        .add_extension(authority_id, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    _keep(folder / "house.key", _key_bytes(key))
    both = (made, authority)
    _keep(
        folder / "house.pem", b"".join(c.public_bytes(serialization.Encoding.PEM) for c in both)
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, days: int
) -> x509.CertificateBuilder:
    now: datetime = clock.now()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
    )


def _still_good(path: Path, env: Environment, authority: x509.Certificate) -> bool:
    if not path.exists():
        return False
    known = x509.load_pem_x509_certificate(path.read_bytes())
    if known.not_valid_after_utc < clock.now() + timedelta(days=RENEW_DAYS):
        return False
    held = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return known.issuer == authority.subject and set(names_of(env)) <= set(held)


def _key_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _keep(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)
    fresh.rename(path)
