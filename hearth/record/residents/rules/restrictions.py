"""Who is kept away: whether a name that is typed may be theirs, and what may not be recorded quietly."""

from collections.abc import Collection
from datetime import date, timedelta

from hearth.kernel.codes import Coded
from hearth.kernel.errors import Refused
from hearth.kernel.folding import words_of
from hearth.kernel.words import N_
from hearth.record.residents.codes import RestrictionBasis, RestrictionKind

from .duplicates import _alike


class Alike(Coded):
    """How sure it is that a typed name is somebody's."""

    SAME = "same", N_("The same name")
    PERHAPS = "perhaps", N_("Perhaps the same person")
    OTHER = "other", N_("Somebody else")


# What people write around a name, in English and Spanish; it tells one person from another not.
AROUND = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sr",
        "sra",
        "srta",
        "her",
        "his",
        "the",
        "their",
        "my",
        "our",
        "a",
        "an",
        "and",
        "with",
        "by",
        "of",
        "to",
        "s",
        "brother",
        "sister",
        "son",
        "daughter",
        "husband",
        "wife",
        "friend",
        "neighbor",
        "neighbour",
        "nephew",
        "niece",
        "grandson",
        "granddaughter",
        "uncle",
        "aunt",
        "cousin",
        "father",
        "mother",
        "dad",
        "mom",
        "stepson",
        "stepdaughter",
        "in",
        "law",
        "ex",
        "former",
        "family",
        "el",
        "la",
        "los",
        "las",
        "su",
        "mi",
        "y",
        "con",
        "de",
        "del",
        "hermano",
        "hermana",
        "hijo",
        "hija",
        "esposo",
        "esposa",
        "amigo",
        "amiga",
        "vecino",
        "vecina",
        "sobrino",
        "sobrina",
        "nieto",
        "nieta",
        "tio",
        "tia",
        "primo",
        "prima",
        "padre",
        "madre",
        "yerno",
        "nuera",
        "cunado",
        "cunada",
    ]
)

# Short and full forms that no spelling rule brings together. Common knowledge, Hearth's own list.
CALLED = (
    "robert rob bob bobby robbie",
    "william will bill billy liam",
    "richard rich rick dick",
    "james jim jimmy jamie",
    "john jack johnny jon",
    "michael mike mick mickey",
    "edward ed eddie ted ned",
    "theodore theo ted teddy",
    "charles charlie chuck chas",
    "henry harry hank",
    "thomas tom tommy",
    "joseph joe joey",
    "anthony tony",
    "kenneth ken kenny",
    "lawrence laurence larry",
    "gerald gerry jerry",
    "margaret peg peggy meg maggie greta rita",
    "elizabeth liz beth betty betsy lizzie eliza",
    "katherine catherine kathryn kate kathy cathy kitty",
    "mary molly polly maria",
    "dorothy dot dottie",
    "patricia pat patty trish",
    "barbara barb babs",
    "susan sue suzy",
    "deborah deb debbie",
    "rebecca becky becca",
    "francisco paco pancho frank fran francis",
    "jose pepe",
    "guadalupe lupe",
    "ignacio nacho",
    "enrique kike quique",
    "dolores lola",
    "concepcion concha",
    "jesus chucho",
    "antonio tono tony",
    "eduardo lalo",
    "alejandro alex sandro",
    "alexander alex sandy",
)
_CALLED = tuple(frozenset(line.split()) for line in CALLED)


def _one_name(one: str, other: str) -> bool:
    """Whether two folded words may be one person's name: alike, an initial, or a short form."""
    if _alike(one, other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and long.startswith(short):
        return True
    return any(one in names and other in names for names in _CALLED)


def named_alike(name: str, typed: str) -> Alike:
    """How sure it is that what somebody typed is the person of this name.

    Every word of the name has its like in what was typed: the same. Only the given name, or
    only the family name with nothing else beside it: perhaps, and somebody has to say. Another
    given name before the family name is somebody else: brothers and sisters share one.
    """
    mine = [word for word in words_of(name) if word not in AROUND] or words_of(name)
    said = [word for word in words_of(typed) if word not in AROUND]
    if not mine or not said:
        return Alike.OTHER
    like = [any(_one_name(word, one) for one in said) for word in mine]
    first, last = like[0], like[-1]
    if len(mine) == 1:
        return (
            Alike.SAME if first and len(said) == 1 else Alike.PERHAPS if first else Alike.OTHER
        )
    if first and last:
        whole = any(len(one) > 1 and _one_name(mine[-1], one) for one in said)
        return Alike.SAME if whole and len(said) > 1 else Alike.PERHAPS
    if first:
        return Alike.PERHAPS
    alone = len(said) == 1 or all(any(_one_name(m, one) for m in mine) for one in said)
    return Alike.PERHAPS if any(like) and alone else Alike.OTHER


def check_restriction(
    *,
    name: str,
    kinds: Collection[str],
    basis: RestrictionBasis,
    basis_text: str,
    has_document: bool,
    starts: date,
    ends: date | None,
    day: date,
) -> None:
    """Refuse a restriction that nobody could act on or defend.

    Raises Refused: name-missing, kinds-missing, basis-missing, ends-first, run-out.
    """
    if not name.strip():
        raise Refused("name-missing", N_("Say who it is."))
    if not kinds or not set(kinds) <= set(RestrictionKind.codes()):
        raise Refused("kinds-missing", N_("Say what they may not."))
    if basis is RestrictionBasis.COURT and not (basis_text.strip() or has_document):
        raise Refused("basis-missing", N_("Name the court and the order, or file the paper."))
    if ends is not None and ends < starts:
        raise Refused("ends-first", N_("The last day is before the first one."))
    if ends is not None and ends < day:
        raise Refused("run-out", N_("That day is over already. Choose a later one."))


def check_stopped(*, stopped: bool, somebody_else: bool, reason: str) -> None:
    """Refuse to go on quietly where a name is stopped; what did happen may be recorded, with why.

    ``somebody_else``: whoever writes has made sure that it is another person.
    Raises Refused: restricted.
    """
    if stopped and not somebody_else and not reason.strip():
        raise Refused(
            "restricted",
            N_(
                "Stop: this person is kept away. If it is somebody else, say so below. If it "
                "happened anyway, say why."
            ),
        )


RESTRICTION_ENDS_SOON = timedelta(days=14)
"""How long before its last day a restriction is said to end soon. Hearth's own."""
