"""Who a page is about, and what must be known before one acts."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.record.residents import queries, rules
from hearth.record.residents.codes import ENDED_STAY, CodeStatus, DatePrecision, StayStatus

from .words import elsewhere


CLOSED = {"hospital", "away", "moved-out", "deceased"}


def banner(scope: Scope, facility: Facility, one: Any, now: datetime) -> parts.Banner:
    """The banner of one resident: name, birth, place; allergies and code status for those who act."""
    records = queries.record_ids(scope, one)
    stays = list(queries.stays(scope).filter(resident_id__in=records))
    status = next((s.status for s in stays if s.status not in ENDED_STAY), "")
    status = status or (stays[0].status if stays else "")
    held = queries.places_held(scope, records, now)
    place = next((held[pk].place.label for pk in (one.pk, *records) if pk in held), "")
    return parts.Banner(
        family=one.family,
        given=one.given,
        title=one.prefix,
        preferred=one.preferred,
        pronunciation=one.pronunciation,
        born=one.birth_date,
        age=_age(one, facility),
        place=place,
        status=status if status in CLOSED else "",
        status_text=_(StayStatus.label_of(status)) if status in CLOSED else "",
        warnings=_warnings(scope, one, records) if scope.may("residents.view_safety") else (),
        url=elsewhere("desk:resident", facility.slug, one.pk),
        restricted=_("Restricted record") if one.security_label != "normal" else "",
    )


def _age(one: Any, facility: Facility) -> str:
    if one.birth_date is None:
        return ""
    precision = DatePrecision(one.birth_date_precision)
    years, certain = rules.age_on(one.birth_date, facility.today(), precision)
    return str(years) if certain else _("about {years}").format(years=years)


def _warnings(scope: Scope, one: Any, records: Collection[UUID]) -> tuple[parts.Fact, ...]:
    rows = queries.allergies(scope).filter(resident_id__in=records)
    line = rules.allergy_line(row.mark for row in rows)
    said = ", ".join((*line.known, *line.partly))
    if not said:
        said = _("No known allergies") if line.none else _("Not asked yet")
    code = one.code_status
    return (
        parts.Fact(_("Code status"), _(CodeStatus.label_of(code)) if code else ""),
        parts.Fact(_("Allergies"), said, level=parts.URGENT if line.known else ""),
    )
