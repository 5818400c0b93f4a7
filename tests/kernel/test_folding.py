import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.kernel.folding import folded, prefix_bounds, words_of


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("O'Brien-Łukasz", "obrien lukasz"),
        ("O\u2019Brien", "obrien"),
        ("O\u00b4Brien", "obrien"),
        ("ÅSE  Müller-Strauß", "ase muller strauss"),
        ("St. John", "st john"),
        ("Nguyễn", "nguyen"),
        ("\u0130pek I\u015f\u0131k", "ipek isik"),
        ("李 明", "李 明"),
        ("BP 92/58, ate 1.5 cups", "bp 92 58 ate 1 5 cups"),
        ("", ""),
        ("  --  ", ""),
    ],
)
def test_folded_is_how_it_is_searched(written, searched):
    assert folded(written) == searched


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=80))
def test_capitals_do_not_matter(text):
    assert folded(text.upper()) == folded(text.lower())


def test_words_come_once_in_their_order():
    assert words_of("Fell, got up, fell again") == ["fell", "got", "up", "again"]


@pytest.mark.parametrize("word", ["hayes", "hayesworth", "haye", "hayeß"])
def test_prefix_bounds_hold_every_word_that_begins_so(word):
    low, high = prefix_bounds("haye")
    assert low <= word < high


@pytest.mark.parametrize("word", ["hay", "hayf", "ihaye", "gaye"])
def test_prefix_bounds_leave_out_the_rest(word):
    low, high = prefix_bounds("haye")
    assert not low <= word < high
