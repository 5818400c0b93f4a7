"""Who is meant by the words typed?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hearth.kernel.codes import Coded
from hearth.kernel.folding import folded, prefix_bounds
from hearth.kernel.keyring import keyring
from hearth.kernel.words import N_
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Place
from hearth.record.residents import rules
from hearth.record.residents.codes import TermSort
from hearth.record.residents.models import Identifier, Placement, Resident, ResidentTerm
from hearth.record.residents.permissions import VIEW_PRIVATE_NUMBERS

from .people import IDENTIFIER_CONTEXT, SSN_CONTEXT, every_record, merged_records
from .stays import Standing, standings


class FoundBy(Coded):
    """What of a resident the words fit. Hearth's own value set."""

    NAME = "name", N_("Name")
    NUMBER = "number", N_("Number")
    PLACE = "place", N_("Apartment")
    SOUND = "sound", N_("Sounds like it")


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody found, as lists show them, and by what."""

    standing: Standing
    by: FoundBy

    @property
    def resident(self) -> Resident:
        """Who it is."""
        return self.standing.resident


_MOST = 400
_WORDS = 4
_ORDER = list(FoundBy)


def search_residents(scope: Scope, text: str, now: datetime, *, limit: int = 25) -> list[Found]:
    """Residents by beginnings of names, by numbers, by apartment, or by the sound of a name.

    Every word typed has to fit. Whoever lives here comes before those who left; names come
    before numbers and apartments, and what only sounds alike comes last. A record merged away
    leads to the one that stayed. Ranges on indexes, never patterns.
    """
    words = folded(text).split()[:_WORDS]
    if not words:
        return []
    begins = {word: _beginning(scope, word, TermSort.NAME) for word in dict.fromkeys(words)}
    hits: dict[UUID, FoundBy] = {}
    for by, ids in (
        (FoundBy.NAME, _all_of(begins.values())),
        (FoundBy.NUMBER, _numbered(scope, text, words)),
        (FoundBy.PLACE, _placed(scope, text, now)),
        (FoundBy.SOUND, _all_of(_sounding(scope, word) | begins[word] for word in begins)),
    ):
        for key in ids:
            hits.setdefault(key, by)
    return _shown(scope, hits, now, limit)


def _shown(scope: Scope, hits: dict[UUID, FoundBy], now: datetime, limit: int) -> list[Found]:
    joined = merged_records(scope)
    roots: dict[UUID, FoundBy] = {}
    for key, by in hits.items():
        while key in joined:
            key = joined[key]
        known = roots.get(key)
        if known is None or _ORDER.index(by) < _ORDER.index(known):
            roots[key] = by
    found = [Found(s, roots[key]) for key, s in standings(scope, roots, now).items()]
    return sorted(found, key=_rank)[:limit]


def _rank(found: Found) -> tuple[int, bool, str, str]:
    stay = found.standing.stay
    gone = stay is None or stay.ends is not None
    sounds = found.by is FoundBy.SOUND
    resident = found.resident
    return sounds, gone, resident.family_folded, resident.given_folded


def _all_of(found: Iterable[set[UUID]]) -> set[UUID]:
    """Whom every one of several words fits."""
    fits: set[UUID] | None = None
    for ids in found:
        fits = ids if fits is None else fits & ids
        if not fits:
            return set()
    return fits or set()


def _beginning(scope: Scope, word: str, sort: TermSort) -> set[UUID]:
    low, high = prefix_bounds(word)
    return _with_terms(scope, Q(term__gte=low, term__lt=high), sort)


def _sounding(scope: Scope, word: str) -> set[UUID]:
    """Whose name sounds like the word: the index finds them, the rule judges by their names."""
    heard = _with_terms(scope, Q(term__in=rules.sounds(word)), TermSort.SOUND)
    names = ResidentTerm.objects.filter(
        facility_id__in=scope.facilities, resident_id__in=heard, sort=TermSort.NAME
    )
    return {
        key
        for key, name in names.values_list("resident_id", "term")
        if rules.is_alike_by_sound(word, name)
    }


def _with_terms(scope: Scope, fits: Q, sort: TermSort) -> set[UUID]:
    rows = ResidentTerm.objects.filter(fits, facility_id__in=scope.facilities, sort=sort)
    return set(rows.values_list("resident_id", flat=True)[:_MOST])


def _numbered(scope: Scope, text: str, words: Sequence[str]) -> set[UUID]:
    """Whose open number begins with what was typed, or whose private number it is, whole."""
    joined = "".join(words)
    if not any(c.isdigit() for c in joined):
        return set()
    found = _beginning(scope, joined, TermSort.NUMBER) if len(joined) > 1 else set()
    if not scope.may(VIEW_PRIVATE_NUMBERS) or len(joined) < 4:
        return found
    here = {"facility_id__in": scope.facilities}
    index = keyring().blind_index(joined.upper(), context=IDENTIFIER_CONTEXT)
    numbers = Identifier.objects.filter(**here, value_index=index, ended_at__isnull=True)
    ssn = keyring().blind_index(joined, context=SSN_CONTEXT)
    insured = every_record(scope).filter(ssn_index=ssn)
    found |= set(numbers.values_list("resident_id", flat=True))
    return found | set(insured.values_list("pk", flat=True))


def _placed(scope: Scope, text: str, now: datetime) -> set[UUID]:
    """Who holds the place or apartment that is called like that."""
    wanted = folded(text).replace(" ", "")
    if not any(c.isdigit() for c in wanted):
        return set()
    places = Place.objects.filter(facility_id__in=scope.facilities, closed_at__isnull=True)
    called = [
        key
        for key, label, number in places.values_list("pk", "label", "apartment__number")
        if wanted in {folded(label).replace(" ", ""), folded(number or "").replace(" ", "")}
    ]
    if not called:
        return set()
    held = Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        place_id__in=called,
        cancelled_at__isnull=True,
    )
    return set(held.values_list("resident_id", flat=True))
