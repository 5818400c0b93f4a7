"""What comes from another system never undoes what people wrote."""

import pytest

from hearth.kernel.merging import settled


@pytest.mark.parametrize(
    ("now", "new", "before", "changes", "kept"),
    [
        # on the record, comes now, came last time → written, kept
        ("a", "a", "a", {}, ()),
        ("a", "b", "a", {"x": "b"}, ()),
        ("", "b", None, {"x": "b"}, ()),
        ("", "b", "a", {"x": "b"}, ()),
        ("mine", "b", "a", {}, ("x",)),
        ("mine", "a", "a", {}, ("x",)),
        ("mine", "b", None, {}, ("x",)),
        ("mine", "mine", "a", {}, ()),
        ("a", "", "a", {}, ()),
        ("a", None, "a", {}, ()),
        (["a"], [], ["a"], {}, ()),
        ("unknown", "b", None, {"x": "b"}, ()),
        ("a", "unknown", "a", {}, ()),
    ],
)
def test_three_tellings_of_one_thing(now, new, before, changes, kept):
    last = None if before is None else {"x": before}
    found = settled({"x": now}, {"x": new}, last, blanks={"x": "unknown"})
    assert (dict(found.changes), found.kept) == (changes, kept)


def test_a_date_and_its_precision_change_together():
    current = {"born": "1938-01-01", "precision": "year"}
    told = {"born": "1938-04-17", "precision": "day"}
    pairs = (("born", "precision"),)
    same_teller = settled(current, told, dict(current), together=pairs)
    assert dict(same_teller.changes) == told
    by_people = settled(current, told, {"born": "1937-01-01"}, together=pairs)
    assert (dict(by_people.changes), by_people.kept) == ({}, ("born",))
