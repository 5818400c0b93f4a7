"""One value on its way into the record, and what is wrong or unusual about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.references import Reference
from hearth.kernel.words import N_
from hearth.record.observations.codes import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    SYSTOLIC,
    AbsentReason,
    Measure,
    Method,
    Precision,
    unit_word,
)

from .values import (
    Quantity,
    as_written,
    check_code,
    check_pressure,
    check_quantity,
    check_times,
    converted,
    measure_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One value to be written down: of whom, what, and when it was so.

    One of ``quantity``, ``pressure`` (upper, lower), ``value_code``, ``value_text`` and
    ``absent_reason`` says it. ``effective`` is UTC; None is now. ``written`` is when it was
    first written down, if that was before it came here: on a tablet without a connection, or
    in history that a process lays down. ``confirmed``: somebody looked again at an unusual
    value. ``because`` names what asked for it (a Task); ``corrects`` the value it replaces.
    """

    resident_id: UUID
    code: str
    quantity: Quantity | None = None
    pressure: tuple[Quantity, Quantity] | None = None
    value_code: str = ""
    value_text: str = ""
    absent_reason: AbsentReason | None = None
    effective: datetime | None = None
    precision: Precision = Precision.INSTANT
    written: datetime | None = None
    performer_id: UUID | None = None
    performer_text: str = ""
    method: Method = Method.HAND
    body_site: str = ""
    device: str = ""
    comment: str = ""
    because: Reference | None = None
    corrects: UUID | None = None
    client_ref: UUID | None = None
    confirmed: bool = False
    security_label: str = "normal"

    @property
    def says(self) -> int:
        """How many ways it gives a value: one is right."""
        given = (self.quantity, self.pressure, self.value_code, self.value_text)
        return sum(1 for value in (*given, self.absent_reason) if value)


def check_reading(
    reading: Reading, *, now: datetime, before: Quantity | None = None
) -> Measure:
    """The measure of a reading that may be kept. ``before`` is the last value of the same measure.

    Raises Refused: future, measure-unknown, value-missing, value-ambiguous, value-unknown,
    unit-wrong, impossible, upper-below-lower; implausible until it is ``confirmed``.
    """
    check_times(reading.effective or now, now)
    measure = measure_of(reading.code)
    if measure is None:
        raise Refused("measure-unknown", N_("Hearth does not know what this measures."))
    if reading.says == 0:
        raise Refused(
            "value-missing",
            N_("Enter a value, or say why there is none."),
            measure=measure.label,
        )
    if reading.says > 1:
        raise Refused(
            "value-ambiguous",
            N_("Enter a value, or say why there is none; not both."),
            measure=measure.label,
        )
    if reading.absent_reason is None:
        _check_value(measure, reading)
        if not reading.confirmed:
            check_likely(measure, reading, before)
    return measure


def _check_value(measure: Measure, reading: Reading) -> None:
    """Refuse a value of the wrong shape for its measure, or one that cannot be."""
    if measure is BLOOD_PRESSURE:
        if reading.pressure is None:
            raise Refused(
                "pressure-wrong", N_("Write blood pressure as upper/lower, like 128/76.")
            )
        check_pressure(*reading.pressure)
    elif measure.unit:
        if reading.quantity is None:
            raise Refused("not-a-number", N_("{measure} is a number."), measure=measure.label)
        check_quantity(measure, reading.quantity)
    else:
        check_code(measure, reading.value_code)


def check_likely(measure: Measure, reading: Reading, before: Quantity | None = None) -> None:
    """Ask to look again at what is seldom true. Raises Refused: implausible."""
    if reading.pressure is not None:
        for part, quantity in zip((SYSTOLIC, DIASTOLIC), reading.pressure, strict=True):
            _check_seldom(part, quantity)
    elif reading.quantity is not None:
        # What it was last time says more than what is usual for people.
        _check_leap(measure, reading.quantity, before)
        _check_seldom(measure, reading.quantity)


def _check_seldom(measure: Measure, quantity: Quantity) -> None:
    here = converted(quantity, measure.unit)
    if measure.likely is None or here is None:
        return
    low, high = measure.likely
    if not low <= here.value <= high:
        raise Refused(
            "implausible",
            N_(
                "{measure} of {value} {unit} is unusual. Measure again; if it is right, confirm it."
            ),
            measure=measure.label,
            value=as_written(quantity.value, quantity.decimals),
            unit=unit_word(quantity.unit),
        )


def _check_leap(measure: Measure, quantity: Quantity, before: Quantity | None) -> None:
    """A weight that changed by a tenth since the last one is first of all read again."""
    if measure.leap is None or before is None:
        return
    was, here = converted(before, measure.unit), converted(quantity, measure.unit)
    if was is None or here is None or not was.value:
        return
    if abs(here.value - was.value) > measure.leap * was.value:
        shown = converted(before, quantity.unit) or before
        raise Refused(
            "implausible",
            N_(
                "{measure} was {before} {unit} last time. Measure again; if {value} {unit} is right, confirm it."
            ),
            measure=measure.label,
            before=f"{shown.value:.{measure.decimals}f}",
            value=as_written(quantity.value, quantity.decimals),
            unit=unit_word(quantity.unit),
        )


def check_late_reason(
    reading: Reading, *, now: datetime, limit: timedelta, by_process: bool
) -> None:
    """Refuse a late entry that does not say why it is late. Raises Refused: late-reason-missing.

    ``limit`` is the community's own; zero asks for no reason. What was written in time on a
    tablet without a connection is not late.
    """
    written = reading.written or now
    late = limit and written - (reading.effective or now) > limit
    if late and not by_process and not reading.comment.strip():
        raise Refused(
            "late-reason-missing",
            N_(
                "This was more than {hours} hours ago. Say in the comment why it is written now."
            ),
            hours=int(limit.total_seconds() // 3600),
        )


def part_of(components: list[Mapping[str, str]], code: str) -> Decimal | None:
    """One part of a panel, by its code."""
    found = next((c for c in components if c.get("code") == code), None)
    return Decimal(found["value"]) if found and found.get("value") else None


def wider_label(*labels: str) -> str:
    """The most guarded of some security labels: a value is never less guarded than its resident."""
    order = ("normal", "restricted", "part2")
    return max(labels, key=order.index)


def known_codes(code: str) -> tuple[str, ...]:
    """A measure's code with its twins: the same thing, as other systems call it."""
    measure = measure_of(code)
    return (measure.code, *measure.twins) if measure else (code,)
