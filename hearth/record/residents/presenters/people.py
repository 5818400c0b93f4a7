"""Who somebody is and how they live, in words; and two records side by side."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.kernel.words import N_
from hearth.platform.ui.parts import Action, Cell, Column, Fact, Facts, Line, Table
from hearth.platform.ui.wording import partial_day_text
from hearth.record.residents import permissions, queries
from hearth.record.residents.codes import (
    CarerGender,
    Gender,
    IdentifierType,
    NameUse,
    PayerKind,
)

from .common import (
    address,
    age_text,
    coded,
    languages_text,
    link,
    name_text,
)


REASONS = {
    "number": N_("the same number"),
    "birth-same": N_("the same birth date"),
    "birth-slip": N_("nearly the same birth date"),
    "family": N_("the family name"),
    "given": N_("the given name"),
}


def about_facts(request: Any, resident: Any, *, full: bool) -> Facts:
    """Who somebody is; ``full`` with what only those need who answer for it."""
    born = partial_day_text(resident.birth_date, resident.birth_date_precision)
    age = age_text(resident, request.facility.today())
    veteran = {True: _("Yes"), False: _("No")}.get(resident.veteran, "")
    items = [
        Fact(_("Name"), f"{resident.prefix} {resident.given} {resident.family}".strip()),
        Fact(_("Likes to be called"), resident.preferred),
        Fact(_("How to say the name"), resident.pronunciation),
        Fact(_("Born"), _("{born} ({age} years)").format(born=born, age=age) if age else born),
        Fact(_("Gender"), coded(Gender, resident.gender)),
        Fact(_("Languages"), languages_text(resident)),
    ]
    more = (
        (_("Sex at birth"), coded(Gender, resident.sex_at_birth)),
        (_("Pronouns"), resident.pronouns),
        (_("Telephone"), resident.phone),
        (_("E-mail"), resident.email),
        (_("Veteran"), veteran),
    )
    shown = [Fact(label, value) for label, value in more if value] if full else []
    return Facts(tuple(items + shown))


def names_table(request: Any, resident: Any, names: Iterable[Any]) -> Table:
    """Other names somebody goes or went by."""
    rows = tuple(
        Line(
            (
                Cell(f"{one.given} {one.family}".strip(), head=True),
                Cell(coded(NameUse, one.use)),
                Cell(
                    actions=link(
                        request, resident, _("Take off"), "end_name", one.pk, about=one.family
                    )
                ),
            )
        )
        for one in names
    )
    columns = (
        Column(_("Name"), hidden_label=True),
        Column(_("What it is"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    return Table(_("Other names"), columns, rows)


def numbers_table(request: Any, resident: Any, numbers: Iterable[Any]) -> Table:
    """Numbers by which systems know somebody; of a private one, only that it is kept."""
    rows = [
        Line(
            (
                Cell(coded(IdentifierType, one.type), note=one.system, head=True),
                Cell(one.value or _("kept closed")),
                Cell(
                    actions=link(
                        request,
                        resident,
                        _("Take off"),
                        "end_identifier",
                        one.pk,
                        about=coded(IdentifierType, one.type),
                    )
                ),
            )
        )
        for one in numbers
    ]
    if resident.ssn_last4:
        label = coded(IdentifierType, IdentifierType.SOCIAL_SECURITY)
        rows.append(Line((Cell(label, head=True), Cell(f"…{resident.ssn_last4}"), Cell(""))))
    columns = (
        Column(_("What it is"), hidden_label=True),
        Column(_("Number"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    return Table(_("Numbers"), columns, tuple(rows))


def life_facts(resident: Any) -> list[tuple[str, str]]:
    """What somebody's life is about: (heading, text), what is known first."""
    said = (
        (_("What matters to me"), resident.what_matters),
        (_("What works for me"), resident.what_works),
        (_("Life story"), resident.life_story),
        (_("Faith"), resident.faith),
        (_("Culture and customs"), resident.culture),
        (_("For washing and dressing"), coded(CarerGender, resident.preferred_carer)),
        (_("Customs at death"), resident.customs_at_death),
    )
    return [(label, text) for label, text in said if text]


def about_actions(request: Any, resident: Any) -> tuple[Action, ...]:
    """What can be done about who somebody is."""
    return (
        link(request, resident, _("Change"), "change_resident", style="plain")
        + link(request, resident, _("Photo"), "change_photo")
        + link(request, resident, _("Two records of one person"), "propose_merge")
    )


def private_link(request: Any, resident: Any) -> tuple[Action, ...]:
    """The way to the numbers kept closed."""
    if not request.scope.may(permissions.VIEW_PRIVATE_NUMBERS):
        return ()
    url = reverse("residents:private_numbers", args=[request.facility.slug, resident.pk])
    return (Action(_("Open the private numbers"), url),)


def private_facts(
    ssn: str, numbers: Iterable[tuple[Any, str]], members: Iterable[tuple[Any, str]]
) -> Facts:
    """The numbers kept closed, as they were entered."""
    items = [Fact(coded(IdentifierType, IdentifierType.SOCIAL_SECURITY), ssn)]
    items += [Fact(coded(IdentifierType, n.type), value) for n, value in numbers]
    items += [
        Fact(_("Member number"), value, note=coded(PayerKind, c.payer_kind))
        for c, value in members
        if value
    ]
    return Facts(tuple(items))


def elsewhere(records: Iterable[Any]) -> list[str]:
    """The communities where the same person has a record too."""
    return [r.facility.name for r in records]


def person_actions(request: Any, resident: Any) -> tuple[Action, ...]:
    """Linking with the same person's record at another community, and taking that back."""
    if resident.person_id is not None:
        return link(request, resident, _("Take the link back"), "unlink_person")
    if not request.scope.may(permissions.LINK_PERSON) or len(request.communities) < 2:
        return ()
    url = reverse("residents:link_person", args=[resident.pk])
    return (Action(_("Has a record at another community"), url),)


def record_label(reasons: dict[UUID, str]) -> Callable[[Any], str]:
    """How a record is offered: name, birth, and why it may be the same person."""

    def label(resident: Any) -> str:
        born = partial_day_text(resident.birth_date, resident.birth_date_precision)
        said = [name_text(resident), born, reasons.get(resident.pk, "")]
        return " · ".join(text for text in said if text)

    return label


# Two records side by side


def compared_table(
    request: Any,
    caption: str,
    records: Sequence[tuple[str, Any]],
    standings: dict[Any, queries.Standing],
    reasons: dict[Any, str] | None = None,
) -> Table:
    """Records beside each other, a row for each thing they may agree in: (heading, record)."""
    columns = [Column(_("What"), hidden_label=True)]
    columns += [Column(heading) for heading, _record in records]
    lines = [_compared(_(label), [get(r) for _h, r in records]) for label, get in _ROWS]
    places = [_place_of(standings, r) for _h, r in records]
    lines.append(_compared(_("Lives in"), places))
    if reasons:
        same = [reasons.get(r.pk, "—") for _h, r in records]
        lines.append(_compared(_("Alike in"), same))
    return Table(caption, tuple(columns), tuple(lines), show_caption=False)


def _place_of(standings: dict[Any, queries.Standing], record: Any) -> str:
    if record.pk is None:
        return "—"  # not on the record yet
    return standings[record.pk].label if record.pk in standings else ""


def _compared(label: str, values: Sequence[str]) -> Line:
    return Line((Cell(label, head=True), *(Cell(v or _("Not known")) for v in values)))


_ROWS: tuple[tuple[str, Callable[[Any], str]], ...] = (
    (N_("Name"), name_text),
    (N_("Born"), lambda r: partial_day_text(r.birth_date, r.birth_date_precision)),
    (N_("Gender"), lambda r: coded(Gender, r.gender)),
    (N_("Languages"), languages_text),
)


def reasons_text(match: Any) -> str:
    """Why two records may be one person."""
    return ", ".join(_(REASONS[code]) for code in match.reasons if code in REASONS)


def open_record(request: Any, resident: Any) -> Action:
    """The way to a record: this is the same person."""
    slug = request.facility.slug
    url = address("desk:resident", slug, resident.pk) or reverse(
        "residents:about", args=[slug, resident.pk]
    )
    return Action(
        _("This is the same person: open the record"),
        url,
        style="plain",
        about=name_text(resident),
    )
