"""A device asked: who went out and came back, written where there was no network."""

from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.identity.models import Actor
from hearth.platform.replay.verbs import verb
from hearth.platform.scope import Scope
from hearth.record.residents import actions, permissions, queries
from hearth.record.residents.codes import OutFor
from hearth.record.residents.models import Contact, Resident, Whereabouts
from hearth.record.residents.rules import Coding


UNSEEN = "Recorded without a connection: nobody saw the stop."


@verb("residents.sign_out", permission=permissions.SIGN_OUT)
def sign_out(
    *, scope: Scope, by: Actor, payload: dict[str, Any], effective: datetime | None
) -> dict[str, Any]:
    """``resident``; at will ``out_for``, ``accompanied_by``, ``contact``, ``where``, ``phone``,
    ``expected_back`` (ISO 8601 with its offset), ``comment``; and how it is coded: ``planned``,
    ``reason_code``, ``reason``, ``decided_by``, ``tried_first`` (codes), ``taken_along`` (codes,
    or code to count), ``transport``.

    What a device brings has happened already: whoever is kept away does not stop it, and it is
    looked at. Raises Refused: payload-wrong, not-found, and whatever the verb says.
    """
    said = str(payload.get("deviation_reason", "")) or UNSEEN
    row = actions.sign_out(
        scope=scope,
        by=by,
        resident=_resident(scope, payload),
        out_for=_out_for(payload),
        contact=_contact(scope, payload),
        expected_back=_instant(payload, "expected_back"),
        effective=effective,
        coding=_coding(payload),
        deviation_reason=said,
        **_texts(payload, "accompanied_by", "where", "phone", "comment"),
    )
    return _answer(row)


@verb("residents.sign_in", permission=permissions.SIGN_IN)
def sign_in(
    *, scope: Scope, by: Actor, payload: dict[str, Any], effective: datetime | None
) -> dict[str, Any]:
    """``resident``; at will ``comment``. Raises what ``sign_out`` raises."""
    row = actions.sign_in(
        scope=scope,
        by=by,
        resident=_resident(scope, payload),
        effective=effective,
        **_texts(payload, "comment"),
    )
    return _answer(row)


@verb("residents.report_unaccounted", permission=permissions.REPORT_UNACCOUNTED)
def report_unaccounted(
    *, scope: Scope, by: Actor, payload: dict[str, Any], effective: datetime | None
) -> dict[str, Any]:
    """``resident``; at will ``where`` they were seen last, ``comment``."""
    row = actions.report_unaccounted(
        scope=scope,
        by=by,
        resident=_resident(scope, payload),
        effective=effective,
        **_texts(payload, "where", "comment"),
    )
    return _answer(row)


def _answer(row: Whereabouts) -> dict[str, Any]:
    return {
        "whereabouts": str(row.pk),
        "resident": str(row.resident_id),
        "code": row.code,
        "effective": row.effective.isoformat(),
    }


def _resident(scope: Scope, payload: dict[str, Any]) -> Resident:
    """The resident named. One merged away meanwhile leads to the record that stayed."""
    found = queries.every_record(scope).filter(pk=_key(payload, "resident")).first()
    while found is not None and found.merged_into_id is not None:
        found = queries.every_record(scope).filter(pk=found.merged_into_id).first()
    if found is None:
        raise Refused("not-found", N_("That is not on the record, or not for you to see."))
    return found


def _contact(scope: Scope, payload: dict[str, Any]) -> Contact | None:
    if not payload.get("contact"):
        return None
    return queries.contacts(scope).filter(pk=_key(payload, "contact")).first()


def _out_for(payload: dict[str, Any]) -> OutFor:
    code = payload.get("out_for") or OutFor.OTHER
    if code not in OutFor.codes():
        raise _wrong()
    return OutFor(code)


def _coding(payload: dict[str, Any]) -> Coding:
    planned, tried = payload.get("planned"), payload.get("tried_first") or []
    along = payload.get("taken_along") or {}
    if not isinstance(planned, bool | None) or not isinstance(tried, list):
        raise _wrong()
    if not isinstance(along, list | dict) or not all(
        isinstance(x, str) for x in [*tried, *along]
    ):
        raise _wrong()
    said = _texts(payload, "reason_code", "reason", "decided_by", "transport")
    return Coding(planned=planned, tried_first=tried, taken_along=along, **said)


def _texts(payload: dict[str, Any], *names: str) -> dict[str, Any]:
    found = {name: payload.get(name) or "" for name in names}
    if not all(isinstance(text, str) for text in found.values()):
        raise _wrong()
    return found


def _key(payload: dict[str, Any], name: str) -> UUID:
    try:
        return UUID(str(payload[name]))
    except (KeyError, ValueError):
        raise _wrong() from None


def _instant(payload: dict[str, Any], name: str) -> datetime | None:
    text = payload.get(name)
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(str(text))
    except ValueError:
        raise _wrong() from None
    if instant.tzinfo is None:
        raise _wrong()
    return instant


def _wrong() -> Refused:
    return Refused("payload-wrong", N_("What the device sent cannot be read."))
