"""``hearth keys``: a new master key, everything brought under it, and sessions that go on."""

import base64
import io
import json
import os
from argparse import Namespace
from uuid import uuid4

import psycopg
import pytest

from hearth.config import resealing
from hearth.config.backups.contents import quiet
from hearth.config.command import keys as command
from hearth.config.environment import Misconfigured, environment
from hearth.kernel import keyring as keyrings
from hearth.kernel.keyring import KeyMissing, header_key_id, keyring
from hearth.platform.files import disk
from hearth.platform.files.codes import BlobState
from hearth.platform.files.models import Blob
from hearth.platform.identity.backend import SecondStepAdapter
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import Identifier
from tests.factories.identity import make_account
from tests.factories.residents import make_resident
from tests.factories.tenancy import make_facility


pytestmark = pytest.mark.django_db(transaction=True)
SSN = b"512-44-1201"


@pytest.fixture(autouse=True)
def own_keyring(tmp_path, settings):
    """A house folder of this test's own: rotating must not touch the other tests' keys."""
    settings.HEARTH_DATA = tmp_path
    keyrings.configure(tmp_path / "keys" / "keyring.json")
    yield
    keyrings.configure(None)


@pytest.fixture
def env(tmp_path):
    from dataclasses import replace

    return replace(environment(), folder=tmp_path, database_name=os.environ["HEARTH_DB_NAME"])


@pytest.fixture
def inside(transactional_db):
    with psycopg.connect(**environment().dsn("super"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def sealed(transactional_db):
    """A number, a second step and a file under the first key."""
    keyring()
    facility = make_facility("Elm House")
    account = make_account("coordinator", facility)
    adapter = SecondStepAdapter()
    from allauth.mfa.models import Authenticator

    step = Authenticator.objects.create(
        user=account, type="totp", data={"secret": adapter.encrypt("TOTPSECRET")}
    )
    Authenticator.objects.create(
        user=account, type="recovery_codes", data={"migrated_codes": [adapter.encrypt("1234")]}
    )
    blob_id = uuid4()
    with scoped(process_scope("test", facility.pk)):
        resident = make_resident(facility)
        row = Identifier.objects.create(
            facility=facility,
            resident=resident,
            system="http://hl7.org/fhir/sid/us-ssn",
            value_encrypted=keyring().encrypt(SSN, context="residents.identifier"),
            value_index="x",
        )
        mark = disk.write(io.BytesIO(b"a scan" * 100_000), facility.pk, blob_id)
        disk.write(io.BytesIO(b"small"), facility.pk, blob_id, "thumb")
        blob = Blob.objects.create(
            id=blob_id, facility=facility, name="scan.pdf", content_type="application/pdf",
            size=600_000, sha256=mark, fingerprint="f", state=BlobState.KEPT,
            stored_by=account.actor, stored_at=account.made_at,
        )  # fmt: skip
    return Namespace(facility=facility, step=step, row=row, blob=blob, account=account)


def read(sealed) -> tuple[bytes, str, bytes]:
    sealed.step.refresh_from_db()
    with scoped(process_scope("test", sealed.facility.pk)):
        sealed.row.refresh_from_db()
        sealed.blob.refresh_from_db()
    number = keyring().decrypt(
        bytes(sealed.row.value_encrypted), context="residents.identifier"
    )
    secret = SecondStepAdapter().decrypt(sealed.step.data["secret"])
    return number, secret, b"".join(disk.chunks(sealed.facility.pk, sealed.blob.pk))


def test_everything_comes_under_the_new_key_and_reads_as_before(sealed, env, inside):
    before = read(sealed)
    first = keyring().current.id
    ring = keyring().rotate()
    result = resealing.reseal(inside, env, ring, quiet())
    assert result.failed == []
    assert result.done["files"] == 2
    assert result.done["second steps"] == 2
    assert result.done["residents_identifier"] == 1
    assert result.done["residents_identifierhistory"] == 1
    assert set(resealing.under_each_key(inside, env)) == {ring.current.id} != {first}
    assert read(sealed) == before
    assert header_key_id(bytes(sealed.row.value_encrypted)) == ring.current.id


def test_a_new_wrapping_is_no_new_version_of_a_row(sealed, env, inside):
    count = "SELECT count(*) FROM residents_identifierhistory"
    before = inside.execute(count).fetchone()
    resealing.reseal(inside, env, keyring().rotate(), quiet())
    assert inside.execute(count).fetchone() == before


def test_the_files_mark_follows_its_bytes(sealed, env, inside):
    import hashlib

    resealing.reseal(inside, env, keyring().rotate(), quiet())
    read(sealed)
    path = disk.path_of(sealed.facility.pk, sealed.blob.pk)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == sealed.blob.sha256
    assert path.stat().st_mode & 0o077 == 0


def test_what_cannot_be_opened_is_named_and_the_rest_goes_on(sealed, env, inside):
    path = disk.path_of(sealed.facility.pk, sealed.blob.pk)
    changed = bytearray(path.read_bytes())
    changed[60] ^= 1
    path.write_bytes(changed)
    ring = keyring().rotate()
    result = resealing.reseal(inside, env, ring, quiet())
    assert result.failed == [f"files/{path.relative_to(env.folder / 'files')}"]
    assert result.done["files"] == 1
    assert path.read_bytes() == bytes(changed)


def test_a_second_run_has_nothing_to_do(sealed, env, inside):
    ring = keyring().rotate()
    resealing.reseal(inside, env, ring, quiet())
    assert sum(resealing.reseal(inside, env, ring, quiet()).done.values()) == 0


def test_a_removed_file_does_not_come_back(sealed, env, inside):
    with scoped(process_scope("test", sealed.facility.pk)):
        Blob.objects.filter(pk=sealed.blob.pk).update(
            state=BlobState.REMOVED,
            removed_by=sealed.account.actor,
            removed_at=sealed.account.made_at,
        )
    before = disk.path_of(sealed.facility.pk, sealed.blob.pk).read_bytes()
    result = resealing.reseal(inside, env, keyring().rotate(), quiet())
    assert result.done["files"] == 0
    assert disk.path_of(sealed.facility.pk, sealed.blob.pk).read_bytes() == before


def test_the_list_says_what_lies_under_each_key(sealed, env, inside, capsys):
    keyring().rotate()
    assert command.listed(inside, env, as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    first, second = said["keys"]
    assert first["under"] == {"columns": 2, "files": 2, "second steps": 2}
    assert (second["under"], second["current"], said["missing"]) == ({}, True, [])
    assert command.listed(inside, env, as_json=False) == 0
    assert "2 columns, 2 files, 2 second steps" in capsys.readouterr().out


def test_a_missing_key_is_said_and_ends_badly(sealed, env, inside, capsys):
    keyring().path.unlink()
    keyrings.Keyring.create(keyring_path := env.folder / "keys" / "keyring.json")
    assert keyring_path.exists()
    assert command.listed(inside, env, as_json=False) == 1
    assert "MISSING" in capsys.readouterr().out
    with pytest.raises(KeyMissing):
        read(sealed)


def test_two_processes_do_not_change_keys_at_once(env):
    with resealing.alone(env), pytest.raises(Misconfigured), resealing.alone(env):
        pass


def test_a_phrase_is_shown_once_and_only_replaced_when_asked(env, capsys, monkeypatch):
    monkeypatch.setenv("HEARTH_BACKUP", str(env.folder / "nowhere"))
    assert command.show_phrase(env, new=False) == 0
    assert "RECOVERY PHRASE" in capsys.readouterr().out
    with pytest.raises(Misconfigured, match="has a recovery phrase"):
        command.show_phrase(env, new=False)
    assert command.show_phrase(env, new=True) == 0


def test_sessions_signed_before_are_still_read(env):
    first = env.secret("django-secret-key")
    command.rotate_sessions(env)
    second = env.secret("django-secret-key")
    assert second != first
    assert env.older_secrets("django-secret-key") == [first]
    command.rotate_sessions(env)
    command.rotate_sessions(env)
    assert len(env.older_secrets("django-secret-key")) == 2
    assert (env.folder / "secrets" / "django-secret-key.before").stat().st_mode & 0o077 == 0


def test_only_ciphertexts_inside_a_value_are_touched():
    ring = keyring()
    sealed_text = base64.b64encode(ring.encrypt(b"x", context="c")).decode()
    value = {"a": [sealed_text, "plain", 7], "b": {"c": "SEsx"}}
    found = resealing._sealed_texts(value)
    assert [header_key_id(blob) for blob in found[:1]] == [ring.current.id]
