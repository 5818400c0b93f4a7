"""The list a person types becomes doors with places."""

import pytest

from hearth.kernel.errors import Refused
from hearth.platform.tenancy.apartments import Door, doors


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("101-103", ["101", "102", "103"]),
        ("101–102, 201 to 202", ["101", "102", "201", "202"]),
        ("A1-A3\nB1", ["A1", "A2", "A3", "B1"]),
        ("007-009", ["007", "008", "009"]),
        ("Garden 1; Garden 2", ["Garden 1", "Garden 2"]),
        ("101, 101-102", ["101", "102"]),
    ],
)
def test_doors_reads_the_ways_people_list_apartments(text, numbers):
    assert [d.number for d in doors(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "201-206; two places in 204 and 206",
        "201-206; 2 places in 204, 206",
        "two places in 204 & 206; 201-206",
        "201-206\ndos plazas en 204 y 206",
    ],
)
def test_doors_says_how_many_live_behind_each(text):
    places = {d.number: d.places for d in doors(text)}
    assert places == {"201": 1, "202": 1, "203": 1, "204": 2, "205": 1, "206": 2}


def test_labels_of_a_shared_apartment_have_letters():
    assert Door("204", 2).labels() == ["204 A", "204 B"]
    assert Door("205").labels() == ["205"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "apartments-none"),
        (" ,; ", "apartments-none"),
        ("118-101", "apartments-unread"),
        ("A1-B3", "apartments-unread"),
        ("<script>", "apartments-unread"),
        ("1-99999", "apartments-unread"),
        ("nine places in 204", "apartments-places"),
        ("1-400, 1001-1200", "apartments-many"),
    ],
)
def test_doors_refuses_what_it_cannot_read(text, code):
    with pytest.raises(Refused) as refused:
        doors(text)
    assert refused.value.code == code
