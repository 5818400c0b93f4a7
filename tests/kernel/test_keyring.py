"""What the keyring promises to those who trust it with a secret."""

import io
import stat
from pathlib import Path

import pytest

from hearth.kernel import keyring as keys
from hearth.kernel.keyring import CHUNK, KeyMissing, Keyring, Tampered


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys" / "keyring.json")


@pytest.fixture
def _unconfigured():
    yield
    keys.configure(None)


def closed(ring: Keyring, plaintext: bytes, context: str = "documents.file") -> bytes:
    target = io.BytesIO()
    ring.encrypt_stream(io.BytesIO(plaintext), target, context=context)
    return target.getvalue()


def opened(ring: Keyring, ciphertext: bytes, context: str = "documents.file") -> bytes:
    target = io.BytesIO()
    ring.decrypt_stream(io.BytesIO(ciphertext), target, context=context)
    return target.getvalue()


def test_a_closed_text_opens_again_and_hides_its_words(ring):
    ciphertext = ring.encrypt(b"123-45-6789", context="residents.ssn")
    assert b"123-45" not in ciphertext
    assert ring.decrypt(ciphertext, context="residents.ssn") == b"123-45-6789"


def test_the_same_text_never_looks_the_same_twice(ring):
    assert ring.encrypt(b"x", context="c") != ring.encrypt(b"x", context="c")


def test_a_ciphertext_moved_to_another_place_does_not_open(ring):
    with pytest.raises(Tampered):
        ring.decrypt(ring.encrypt(b"x", context="residents.ssn"), context="staff.ssn")


def test_every_flipped_byte_of_a_short_text_is_noticed(ring):
    ciphertext = ring.encrypt(b"allergic to latex", context="c")
    for place in range(len(ciphertext)):
        changed = bytearray(ciphertext)
        changed[place] ^= 1
        with pytest.raises((Tampered, KeyMissing)):
            ring.decrypt(bytes(changed), context="c")


def test_a_text_cut_anywhere_is_noticed(ring):
    ciphertext = ring.encrypt(b"allergic to latex", context="c")
    for length in range(len(ciphertext)):
        with pytest.raises(Tampered):
            ring.decrypt(ciphertext[:length], context="c")


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_a_file_of_any_size_opens_again(ring, size):
    content = bytes(index % 251 for index in range(size))
    assert opened(ring, closed(ring, content)) == content


@pytest.mark.parametrize("cut", [0, 3, 40, -1, -(CHUNK // 2), -CHUNK - 16, -2 * (CHUNK + 16)])
def test_a_file_cut_short_is_noticed(ring, cut):
    ciphertext = closed(ring, b"a" * (3 * CHUNK))
    with pytest.raises(Tampered):
        opened(ring, ciphertext[:cut])


def test_chunks_cannot_change_places(ring):
    ciphertext = closed(ring, b"a" * CHUNK + b"b" * CHUNK + b"c")
    size = CHUNK + 16
    start = len(ciphertext) - 2 * size - 17
    swapped = (
        ciphertext[:start]
        + ciphertext[start + size : start + 2 * size]
        + ciphertext[start : start + size]
        + ciphertext[start + 2 * size :]
    )
    assert len(swapped) == len(ciphertext)
    with pytest.raises(Tampered):
        opened(ring, swapped)


def test_a_file_with_something_appended_is_noticed(ring):
    with pytest.raises(Tampered):
        opened(ring, closed(ring, b"a" * 10) + b"more")


def test_after_rotation_old_texts_open_and_new_ones_carry_the_new_key(ring):
    old = ring.encrypt(b"before", context="c")
    rotated = ring.rotate()
    new = rotated.encrypt(b"after", context="c")
    again = Keyring.load(ring.path)
    assert again.decrypt(old, context="c") == b"before"
    assert again.decrypt(new, context="c") == b"after"
    assert keys.header_key_id(new) == rotated.current.id != keys.header_key_id(old)


def test_a_text_of_a_key_we_do_not_hold_says_so(ring):
    new = ring.rotate().encrypt(b"after", context="c")
    with pytest.raises(KeyMissing, match="does not hold the key"):
        ring.decrypt(new, context="c")


def test_rewrapping_moves_a_text_and_a_file_to_the_current_key(ring):
    text, file = ring.encrypt(b"t", context="c"), closed(ring, b"f" * (CHUNK + 5))
    rotated = ring.rotate()
    moved = rotated.rewrap(text, context="c")
    target = io.BytesIO()
    rotated.rewrap_stream(io.BytesIO(file), target, context="documents.file")
    assert (
        keys.header_key_id(moved) == keys.header_key_id(target.getvalue()) == rotated.current.id
    )
    assert rotated.decrypt(moved, context="c") == b"t"
    assert opened(rotated, target.getvalue()) == b"f" * (CHUNK + 5)


def test_search_fingerprints_and_seals_survive_rotation(ring):
    rotated = ring.rotate()
    assert ring.blind_index("1", context="ssn") == rotated.blind_index("1", context="ssn")
    assert ring.mac(b"1", "audit") == rotated.mac(b"1", "audit")
    assert ring.blind_index("1", context="ssn") != ring.blind_index("1", context="payer")
    assert ring.mac(b"1", "audit") != ring.mac(b"1", "other")


def test_the_file_is_for_its_owner_only(ring):
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    ring.rotate()
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    assert [entry.name for entry in ring.path.parent.iterdir()] == ["keyring.json"]


def test_keys_do_not_show_in_a_printed_object(ring):
    assert "secret=" not in repr(ring)


def test_two_first_processes_agree_on_one_keyring(ring):
    assert Keyring.create(ring.path).current == ring.current


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"keys": []}', "not json"])
def test_a_damaged_keyring_file_is_refused(ring, content):
    ring.path.write_text(content)
    with pytest.raises(Tampered, match="is not a keyring"):
        Keyring.load(ring.path)


@pytest.mark.usefixtures("_unconfigured")
def test_a_running_process_sees_a_rotation_made_elsewhere(tmp_path):
    keys.configure(tmp_path / "keyring.json")
    before = keys.keyring()
    assert keys.keyring() is before
    rotated = Keyring.load(before.path).rotate()
    assert keys.keyring().current == rotated.current


@pytest.mark.usefixtures("_unconfigured")
def test_a_lost_keyring_is_not_quietly_replaced_while_files_remain(tmp_path, monkeypatch):
    monkeypatch.delenv("HEARTH_KEYRING", raising=False)
    monkeypatch.setenv("HEARTH_DATA", str(tmp_path))
    keys.configure(None)
    keys.keyring()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "ab").touch()
    keys.keyring_path().unlink()
    with pytest.raises(KeyMissing, match="Restore the keyring"):
        keys.keyring()
