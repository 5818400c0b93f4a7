"""Rooms as people write them."""

from uuid import UUID

import pytest

from hearth.care.rostering.rules import Door, rooms_meant, rooms_said
from hearth.kernel.errors import Refused


LABELS = ["101", "102", "103 A", "103 B", "104", "105", "Cottage 3"]
DOORS = [
    Door(id=UUID(int=n), label=label, apartment=label.split()[0] if label[0] == "1" else label)
    for n, label in enumerate(LABELS)
]


def ids(*labels):
    return [d.id for d in DOORS if d.label in labels]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (["101", "102"], "101, 102"),
        (["101", "102", "103 A"], "101-103 A"),
        (["101", "103 A", "103 B", "104", "Cottage 3"], "101, 103 A-104, Cottage 3"),
        ([], ""),
    ],
)
def test_neighbors_are_said_in_few_words(chosen, said):
    assert rooms_said(DOORS, ids(*chosen)) == said


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("101-103 A", ["101", "102", "103 A"]),
        ("103", ["103 A", "103 B"]),
        ("102 - 103; 105", ["102", "103 A", "103 B", "105"]),
        ("cottage 3,101", ["101", "Cottage 3"]),
        (" , ", []),
        ("101\N{EN DASH}102", ["101", "102"]),
    ],
)
def test_what_is_written_is_meant(text, meant):
    assert rooms_meant(DOORS, text) == ids(*meant)


@pytest.mark.parametrize(("text", "code"), [("999", "no-such-room"), ("105-101", "backwards")])
def test_a_slip_of_the_pen_is_said(text, code):
    with pytest.raises(Refused) as refused:
        rooms_meant(DOORS, text)
    assert refused.value.code == code


def test_what_is_said_is_meant_again():
    chosen = ids("101", "102", "103 B", "104", "105")
    assert rooms_meant(DOORS, rooms_said(DOORS, chosen)) == chosen
