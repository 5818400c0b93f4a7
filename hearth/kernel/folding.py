"""Words as they are searched: the same for a name, a note and what somebody types."""

import unicodedata


# Letters that no decomposition takes apart, and the marks that join a name: apostrophes.
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "æ": "ae", "œ": "oe"}
)
_NOTHING = str.maketrans("", "", "'`\u2018\u2019\u02bc\u00b4")


def folded(text: str) -> str:
    """``text`` without capitals, accents and punctuation, its words apart by single spaces.

    "O'Brien-Łukasz" and "obrien lukasz" are the same; letters of other scripts stay.
    """
    small = unicodedata.normalize("NFKD", text.translate(_NOTHING)).casefold()
    small = unicodedata.normalize("NFKD", small.translate(_STROKES).translate(_NOTHING))
    bare = "".join(c for c in small if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def words_of(text: str) -> list[str]:
    """The folded words of ``text``, each once, in the order they come."""
    return list(dict.fromkeys(folded(text).split()))


def prefix_bounds(prefix: str) -> tuple[str, str]:
    """The range [from, to) in which every word that begins with ``prefix`` lies.

    For columns with the C collation: pattern operators cannot use an index under row-level
    security, comparisons can.
    """
    return prefix, prefix + "\U0010ffff"
