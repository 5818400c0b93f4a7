"""Take over contacts from another system, and what it says they may decide."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.folding import folded
from hearth.kernel.merging import CREATED, UPDATED, Taken, Told, tell
from hearth.platform.audit.actions import action, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import Relationship
from hearth.record.residents.models import Contact, ContactAuthority

from .imports import _locked_rows, _tell_changed


BLANKS: Mapping[str, Any] = {"relationship": Relationship.OTHER}
# What somebody may decide says less of who they are than being a daughter does.
_OF_OFFICE = (Relationship.POWER_OF_ATTORNEY, Relationship.GUARDIAN)


@action("residents.import_contacts")
def import_contacts(*, scope: Scope, by: Actor, told: Sequence[Told]) -> list[Taken]:
    """Take contacts over. One of the same name with the same resident is the same contact.

    ``extra["authorities"]`` are claims of the sender: granted unproven, so the page says that
    nobody has seen the paper; one that people ended is not brought back. Whom people took off
    the list stays off it (refused: ended-here).
    """
    here = _Here(scope, told)
    new: list[Contact] = []
    changed: dict[UUID, Contact] = {}
    rights: list[ContactAuthority] = []
    taken = []
    for one in told:
        row = here.find(one)
        if row is not None and row.ended_at is not None:
            taken.append(Taken(row=row.pk, refused="ended-here"))
            continue
        if row is None:
            row = _new_contact(scope, one, here.next_position(one.resident))
            new.append(row)
            found = Taken(row=row.pk, fate=CREATED)
        else:
            found = _told_again(row, one)
        _reachable(row)
        here.remember(row)
        granted = here.new_rights(row, one.extra.get("authorities", ()))
        rights += granted
        if found.fate != CREATED and (granted or found.fate == UPDATED):
            found = Taken(row=row.pk, fate=UPDATED, kept=found.kept)
            changed[row.pk] = row
        taken.append(found)
    Contact.objects.bulk_create(new, batch_size=500)
    for row in changed.values():
        if row not in new:
            row.save()
    ContactAuthority.objects.bulk_create(rights, batch_size=500)
    touched = [*new, *changed.values()]
    note_many("residents.import_contacts", touched, by=by)
    _tell_changed(scope, {row.resident_id for row in touched}, "contacts")
    return taken


class _Here:
    """The contacts and authorities of the residents of a batch, as far as it has come."""

    def __init__(self, scope: Scope, told: Sequence[Told]) -> None:
        self.rows: dict[Any, Contact] = _locked_rows(Contact, scope, told)
        self.last: dict[UUID | None, int] = {}
        self.granted: set[tuple[UUID, str]] = set()
        self.holders: dict[tuple[UUID, str], int] = {}
        residents = {one.resident for one in told}
        of_them = Contact.objects.filter(
            facility_id__in=scope.facilities, resident_id__in=residents
        ).order_by("ended_at", "position")
        for row in of_them:
            self.remember(self.rows.get(row.pk, row))
        for right in ContactAuthority.objects.filter(
            facility_id__in=scope.facilities, resident_id__in=residents
        ):
            self.granted.add((right.contact_id, right.authority))
            key = (right.resident_id, right.authority)
            self.holders[key] = self.holders.get(key, 0) + 1

    def remember(self, row: Contact) -> None:
        """Let a contact be found by its key, its id at the source and its name."""
        self.rows.setdefault(row.pk, row)
        if row.source_id:
            self.rows.setdefault((row.resident_id, row.source_system, row.source_id), row)
        if row.ended_at is None:
            self.rows.setdefault((row.resident_id, _name(row.family, row.given)), row)
        self.last[row.resident_id] = max(self.last.get(row.resident_id, 0), row.position)

    def find(self, told: Told) -> Contact | None:
        """The contact a telling means."""
        fields = told.fields
        return (
            self.rows.get(told.row)
            or self.rows.get((told.resident, told.source_system, told.source_id))
            or self.rows.get((told.resident, _name(fields["family"], fields["given"])))
        )

    def next_position(self, resident: UUID | None) -> int:
        """Behind everybody who is called already."""
        return self.last.get(resident, 0) + 1

    def new_rights(self, row: Contact, claimed: Sequence[str]) -> list[ContactAuthority]:
        """What they do not hold yet, and never held."""
        found = []
        for authority in claimed:
            if (row.pk, authority) in self.granted:
                continue
            self.granted.add((row.pk, authority))
            key = (row.resident_id, authority)
            self.holders[key] = self.holders.get(key, 0) + 1
            found.append(
                ContactAuthority(
                    facility_id=row.facility_id,
                    resident_id=row.resident_id,
                    security_label=row.security_label,
                    contact=row,
                    authority=authority,
                    position=self.holders[key],
                )
            )
        return found


def _told_again(row: Contact, told: Told) -> Taken:
    """Settle what is told of a known contact.

    One system may tell of a contact in two places (beside the resident and on their own): what
    the second adds is no contradiction.
    """
    if told.row is not None or row.source_system != told.source_system:
        return tell(row, told, blanks=BLANKS)
    new = [point for point in told.fields["telecom"] if point not in row.telecom]
    fields = {**told.fields, "telecom": row.telecom + new}
    before = {"telecom": row.telecom} | dict(told.before or {})
    if row.relationship in _OF_OFFICE:
        before["relationship"] = row.relationship
    found = tell(row, replace(told, fields=fields, before=before), blanks=BLANKS)
    return replace(found, kept=())


def _name(family: str, given: str) -> str:
    return folded(f"{given} {family}")


def _new_contact(scope: Scope, told: Told, position: int) -> Contact:
    return Contact(
        facility_id=scope.facility_id,
        resident_id=told.resident,
        security_label=told.security_label,
        source_system=told.source_system,
        source_id=told.source_id,
        position=position,
        **told.fields,
    )


def _reachable(row: Contact) -> None:
    """Ways to reach them that cannot be one go into the comment, where a person sees them."""
    fits, odd = [], []
    for point in row.telecom:
        try:
            rules.check_telecom([point])
            fits.append(point)
        except Refused:
            odd.append(str(point.get("value", "")))
    row.telecom = fits
    if odd and not row.comment:
        row.comment = ", ".join(odd)[:240]
    row.family_folded = folded(row.family)[:80]
