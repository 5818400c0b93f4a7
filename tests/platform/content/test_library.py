"""The shelf: every file is sound, every fault is named, and loading twice changes nothing."""

import shutil

import pytest

from hearth.config.command import content as command
from hearth.kernel.errors import Refused
from hearth.platform.content import library, queries
from hearth.platform.content.models import Definition
from hearth.platform.identity.roles import ROLES
from hearth.platform.scope import house_scope, scoped


SOUND = """
kind: shift-patterns
key: default
version: 1
title: {en: Shifts, es: Turnos}
source: the test
licence: none
confidence: own-design
translations: {en: source, es: unreviewed}
effective: {from: 2026-01-01}
body:
  items:
    - {code: day, title: {en: Day, es: Día}, starts: "07:00", ends: "19:00"}
    - {code: night, title: {en: Night, es: Noche}, starts: "19:00", ends: "07:00"}
tests:
  - {case: noon, given: {at: "12:00"}, expect: day}
"""


@pytest.fixture
def shelf(tmp_path):
    return tmp_path


def faults(shelf, text):
    (shelf / "one.yaml").write_text(text)
    return "\n".join(str(f) for f in library.check(shelf))


def test_everything_that_ships_is_sound():
    assert library.check() == []


def test_a_sound_file_has_no_faults(shelf):
    assert faults(shelf, SOUND) == ""


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("source: the test\n", "", "source"),
        ("licence: none\n", "", "licence"),
        ("confidence: own-design", "confidence: sure", "confidence"),
        ("kind: shift-patterns", "kind: shifts-of-the-moon", "shifts-of-the-moon"),
        ("es: Día", "fr: Jour", "languages"),
        ('ends: "19:00"', 'ends: "18:00"', "nobody is on shift at 18:00"),
        ('starts: "07:00"', 'starts: "7 am"', "starts"),
        ("expect: day", "expect: night", "expected 'night', got 'day'"),
        ("code: night", "code: day", "more than once"),
        ("from: 2026-01-01", "from: 2026-01-01, to: 2025-01-01", "ends before"),
        ("version: 1", "version: 1\nversion: 2", "stands twice"),
        ("body:", "body: [", "Line"),
        (
            'tests:\n  - {case: noon, given: {at: "12:00"}, expect: day}',
            "tests: []",
            "needs test vectors",
        ),
    ],
)
def test_each_fault_is_named(shelf, was, becomes, said):
    assert was in SOUND
    assert said in faults(shelf, SOUND.replace(was, becomes))


def test_two_files_of_one_version_are_a_fault(shelf):
    (shelf / "two.yaml").write_text(SOUND)
    assert "stands also in" in faults(shelf, SOUND)


def test_times_and_words_are_read_as_people_wrote_them():
    assert library.parse("a: 07:00\nb: no\nc: 2026-01-01\nd: true\ne: 12\nf: 1e3") == {
        "a": "07:00", "b": "no", "c": "2026-01-01", "d": True, "e": 12, "f": "1e3",
    }  # fmt: skip


def test_a_laughing_text_is_refused():
    lines = ["a0: &a0 [x, x]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 90)}]" for n in range(1, 9)
    ]
    with pytest.raises(Refused):
        library.parse("\n".join(lines))


def test_yaml_cannot_make_objects():
    with pytest.raises(Refused):
        library.parse("a: !!python/object/apply:os.system [id]")


def test_loading_again_changes_nothing(db):
    before = Definition.objects.count()
    done = library.load_house_content()
    assert (done.added, done.unchanged) == ([], len(library.files()))
    assert Definition.objects.count() == before


def test_a_changed_file_becomes_the_next_version(db, shelf):
    shutil.copytree(library.SHELF, shelf / "content")
    path = shelf / "content" / "staff" / "two-shifts.yaml"
    path.write_text(path.read_text().replace("Two shifts", "Shifts of twelve hours"))
    assert library.load_house_content(shelf / "content").added == ["shift-patterns/two-shifts"]
    rows = Definition.objects.filter(kind="shift-patterns", key="two-shifts").order_by(
        "version"
    )
    assert [row.version for row in rows] == [1, 2]
    assert rows[1].parent_id == rows[0].pk
    assert queries.resolve("shift-patterns", "two-shifts").version == 2


def test_unverified_content_is_in_force_for_nobody(db, shelf):
    (shelf / "one.yaml").write_text(
        SOUND.replace("own-design", "unverified").replace("key: default", "key: odd")
    )
    done = library.load_house_content(shelf)
    assert done.waiting == ["shift-patterns/odd"]
    assert queries.find("shift-patterns", "odd") is None
    with scoped(house_scope("test")):
        assert Definition.objects.get(key="odd").status == "draft"


def test_one_wrong_file_loads_nothing(db, shelf):
    (shelf / "a.yaml").write_text(SOUND.replace("key: default", "key: odd"))
    (shelf / "b.yaml").write_text(SOUND.replace("version: 1", "version: none"))
    with pytest.raises(Refused):
        library.load_house_content(shelf)
    assert queries.find("shift-patterns", "odd") is None


def test_roles_named_in_content_exist():
    named = set()
    for path in library.files():
        body = library.read(path).body
        named |= {step["role"] for step in body.get("steps", [])}
        named |= {entry["role"] for entry in body.get("items", []) if "role" in entry}
        named |= set(body.get("roles", []))
    assert named
    assert named <= set(ROLES)


def test_the_command_says_how_it_ended(capsys, monkeypatch, shelf):
    monkeypatch.setattr(command, "as_role", lambda role: None)
    assert command.run(None) == 0
    (shelf / "one.yaml").write_text("kind: [")
    monkeypatch.setattr(library, "check", lambda: [library.Fault(shelf / "one.yaml", "wrong")])
    assert command.run(None) == 1
    assert "one.yaml: wrong" in capsys.readouterr().out
