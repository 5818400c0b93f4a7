"""Two records of one person become one, by two people, and can be taken apart; and one person's
records at two communities are linked. No row moves."""

from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility, Person
from hearth.record.residents import rules
from hearth.record.residents.codes import LIVE_STAY
from hearth.record.residents.events import MergeProposed, MergeReversed, ResidentsMerged
from hearth.record.residents.models import MergeLink, Resident, Stay

from ._rows import _about, _fits, _locked, _record, _said, _tell


@action("residents.propose_merge")
def propose_merge(
    *, scope: Scope, by: Actor, resident: Resident, duplicate: Resident, reason: str
) -> MergeLink:
    """Say that two records are one person's; ``resident`` would stay. Somebody else confirms.

    Raises Refused: same-record, already-merged, other-community, two-residencies,
    wrong-way-round, reason-missing, too-long, not-found; Conflict: merge-proposed.
    """
    resident, duplicate = _both(scope, resident.pk, duplicate.pk)
    rules.check_merge(
        resident_id=resident.pk,
        duplicate_id=duplicate.pk,
        proposed_by=by.pk,
        resident_merged=resident.merged_into_id is not None,
        duplicate_merged=duplicate.merged_into_id is not None,
    )
    _check_stays(resident, duplicate)
    open_ones = MergeLink.objects.filter(
        facility_id=resident.facility_id,
        resident=duplicate,
        duplicate=resident,
        reversed_at__isnull=True,
    )
    if open_ones.exists():
        raise Conflict("merge-proposed", N_("That merge is proposed the other way round."))
    link = MergeLink(
        **_about(resident),
        duplicate=duplicate,
        reason=_said(reason),
        proposed_at=clock.now(),
        proposed_by=by,
    )
    _fits(link)
    link.save()
    note("residents.propose_merge", link, by=by, detail={"duplicate": str(duplicate.pk)})
    publish(
        MergeProposed(
            facility_id=link.facility_id,
            resident_id=resident.pk,
            merge_id=link.pk,
            duplicate_id=duplicate.pk,
        )
    )
    return link


@action("residents.confirm_merge")
def confirm_merge(*, scope: Scope, by: Actor, merge: MergeLink) -> MergeLink:
    """Somebody else than who proposed it looked too: the duplicate points at what stays.

    Every question about one of the records is answered from both.
    Raises Refused: second-person, already-merged, two-residencies, wrong-way-round, not-found;
    Conflict: merge-settled.
    """
    resident, duplicate = _both(scope, merge.resident_id, merge.duplicate_id)
    merge = _locked(scope, merge)
    if merge.confirmed_at is not None or merge.reversed_at is not None:
        raise Conflict("merge-settled", N_("Somebody has decided about this already."))
    rules.check_merge(
        resident_id=resident.pk,
        duplicate_id=duplicate.pk,
        proposed_by=merge.proposed_by_id,
        confirmed_by=by.pk,
        resident_merged=resident.merged_into_id is not None,
        duplicate_merged=duplicate.merged_into_id is not None,
    )
    _check_stays(resident, duplicate)
    merge.confirmed_at, merge.confirmed_by = clock.now(), by
    merge.save()
    duplicate.merged_into = resident
    duplicate.save()
    note("residents.confirm_merge", merge, by=by, detail={"duplicate": str(duplicate.pk)})
    publish(
        ResidentsMerged(
            facility_id=merge.facility_id,
            resident_id=resident.pk,
            merge_id=merge.pk,
            duplicate_id=duplicate.pk,
        )
    )
    return merge


@action("residents.reverse_merge")
def reverse_merge(*, scope: Scope, by: Actor, merge: MergeLink, reason: str) -> MergeLink:
    """They are two people after all: the pointer is taken back, or the proposal declined.

    What was written meanwhile stands on the record it was written on.
    Raises Refused: reason-missing, too-long, not-found; Conflict: merge-settled.
    """
    resident, duplicate = _both(scope, merge.resident_id, merge.duplicate_id)
    merge = _locked(scope, merge)
    if merge.reversed_at is not None:
        raise Conflict("merge-settled", N_("Somebody has decided about this already."))
    merge.reversed_at, merge.reversed_by = clock.now(), by
    merge.reversed_reason = _said(reason)
    _fits(merge)
    merge.save()
    if duplicate.merged_into_id == resident.pk:
        duplicate.merged_into = None
        duplicate.save()
    note("residents.reverse_merge", merge, by=by, detail={"duplicate": str(duplicate.pk)})
    publish(
        MergeReversed(
            facility_id=merge.facility_id,
            resident_id=resident.pk,
            merge_id=merge.pk,
            duplicate_id=duplicate.pk,
        )
    )
    return merge


@action("residents.link_person")
def link_person(
    *, scope: Scope, by: Actor, resident: Resident, other: Resident, consent: str
) -> Resident:
    """Say that a resident here and one at another community of the operator are one person.

    ``consent`` says who agreed that the communities share, and when. Each record stays where it
    is. The scope holds both communities.
    Raises Refused: consent-missing, same-community, other-operator, too-long, not-found;
    Conflict: person-differs, merged-away.
    """
    rules.check_person_link(consent)
    first, second = sorted((resident, other), key=lambda r: r.pk)
    locked = {r.pk: r for r in (_record(scope, first), _record(scope, second))}
    pair = [locked[resident.pk], locked[other.pk]]
    person = _person_of(pair)
    for row in pair:
        if row.person_id == person.pk:
            continue
        row.person, row.person_consent = person, consent.strip()
        row.person_linked_at, row.person_linked_by = clock.now(), by
        _fits(row)
        row.save()
        note("residents.link_person", row, by=by, detail={"person": str(person.pk)})
        _tell(row, "person")
    return pair[0]


@action("residents.unlink_person")
def unlink_person(*, scope: Scope, by: Actor, resident: Resident) -> Resident:
    """Other communities see nothing of this record any more; consent can be taken back any time.

    Raises Refused: not-linked, not-found.
    """
    resident = _locked(scope, resident)
    if resident.person_id is None:
        raise Refused("not-linked", N_("This record is not linked to another community."))
    person = str(resident.person_id)
    resident.person = resident.person_linked_at = resident.person_linked_by = None
    resident.person_consent = ""
    resident.save()
    note("residents.unlink_person", resident, by=by, detail={"person": person})
    _tell(resident, "person")
    return resident


def _both(scope: Scope, stays: UUID, goes: UUID) -> tuple[Resident, Resident]:
    """Both records, locked in one order whoever asks."""
    found = {
        row.pk: row
        for row in Resident.objects.select_for_update(no_key=True)
        .filter(facility_id__in=scope.facilities, pk__in=[stays, goes])
        .order_by("pk")
    }
    if stays not in found or goes not in found:
        raise Refused("not-found", N_("That is not on the record, or not for you to see."))
    if found[stays].facility_id != found[goes].facility_id:
        raise Refused(
            "other-community",
            N_("Records of two communities are linked, never merged."),
        )
    return found[stays], found[goes]


def _check_stays(resident: Resident, duplicate: Resident) -> None:
    living = set(
        Stay.objects.filter(
            facility_id=resident.facility_id,
            resident_id__in=[resident.pk, duplicate.pk],
            status__in=LIVE_STAY,
        ).values_list("resident_id", flat=True)
    )
    rules.check_merge_stays(
        resident_lives=resident.pk in living, duplicate_lives=duplicate.pk in living
    )


def _person_of(pair: list[Resident]) -> Person:
    """The person both are, or are to be."""
    one, other = pair
    if one.facility_id == other.facility_id:
        raise Refused(
            "same-community",
            N_("Both records are in one community. Propose that they are merged."),
        )
    operators = set(
        Facility.objects.filter(pk__in=[one.facility_id, other.facility_id]).values_list(
            "operator_id", flat=True
        )
    )
    if len(operators) != 1:
        raise Refused("other-operator", N_("Those communities belong to two operators."))
    known = {row.person_id for row in pair if row.person_id is not None}
    if len(known) > 1:
        raise Conflict(
            "person-differs",
            N_("Both are linked already, to two people. Take one of the links back first."),
        )
    if known:
        return Person.objects.get(pk=known.pop())
    return Person.objects.create(operator_id=operators.pop())
