"""Do: draft, publish and retire definitions; load the house's own from ``content/``."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db.models import Max

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope

from . import queries
from .codes import Confidence, Level, Status
from .kinds import DefinitionKind, Impact, impact_of, kind_of
from .models import Definition


CONSTRAINTS = {
    "definition_one_draft": (
        "draft-open",
        N_("Somebody has begun a draft of this already. Open it and go on from there."),
        Conflict,
    ),
    "definition_version_once": (
        "version-taken",
        N_("Somebody published a version meanwhile. Open the page again to see it."),
        Conflict,
    ),
    "definition_ends_after_start": (
        "ends-before-start",
        N_("It would end before it begins. Choose a later last day."),
    ),
}


@action("content.edit_definition")
def edit_definition(
    *,
    scope: Scope,
    by: Actor,
    kind: str,
    body: dict[str, Any],
    key: str = "default",
    title: dict[str, str] | None = None,
    source: str = "",
) -> Definition:
    """Write the community's draft of a definition: a new one, or further work on the open one.

    Nothing changes for anybody until it is published. Raises Refused (body-wrong) with every
    fault of the body, and (no-kind).
    """
    what = kind_of(kind)
    faults = what.faults(body, whole=False)
    if faults:
        raise Refused(
            "body-wrong", N_("This does not fit yet: {faults}"), faults="; ".join(faults)
        )
    row = _owned(scope, kind, key).filter(status=Status.DRAFT).select_for_update().first()
    if row is None:
        row = _begin(scope, what, key)
    row.body = body
    row.title = title or row.title
    row.source = source or row.source
    row.hash = content_hash(row)
    row.drafted_by, row.drafted_at = by, clock.now()
    row.save()
    note("content.edit_definition", row, by=by, detail={"kind": kind, "key": key})
    return row


def _owned(scope: Scope, kind: str, key: str) -> Any:
    return Definition.objects.filter(facility_id=scope.facility_id, kind=kind, key=key)


def _begin(scope: Scope, what: DefinitionKind, key: str) -> Definition:
    """An empty draft that follows whatever holds now."""
    below = queries.find(what.name, key, scope.facility_id)
    last = _owned(scope, what.name, key).aggregate(last=Max("version"))["last"] or 0
    return Definition(
        facility_id=scope.facility_id,
        kind=what.name,
        key=key,
        level=Level.COMMUNITY,
        version=last + 1,
        title=below.title if below else {"en": what.label},
        licence=below.licence if below else "",
        confidence=Confidence.COMMUNITY,
        parent_id=below.id if below else None,
    )


def expected_impact(scope: Scope, definition: Definition) -> list[Impact]:
    """What publishing this draft would touch now. Raises Refused (impact-missing)."""
    before = queries.find(definition.kind, definition.key, scope.facility_id)
    after = _whole(scope, definition)
    found = impact_of(definition.kind, scope, before.body if before else None, after)
    if found is None:
        raise Refused(
            "impact-missing",
            N_("Nobody can say yet whom a change of {kind} touches, so it is not published."),
            kind=definition.kind,
        )
    return found


def _whole(scope: Scope, definition: Definition) -> dict[str, Any]:
    """What readers will get: a layered draft lies on what the house and the operator say."""
    if not kind_of(definition.kind).layered:
        return definition.body
    under = queries.below(scope, definition.kind, definition.key)
    return queries.laid_over(under, definition.body)


@action("content.publish_definition")
def publish_definition(
    *,
    scope: Scope,
    by: Actor,
    definition: Definition,
    impact: list[Impact] | None,
    effective_from: datetime | None = None,
    effective_to: datetime | None = None,
) -> Definition:
    """Put a draft into force, now or from a later instant (UTC), by someone who saw its impact.

    ``impact`` is the list the publisher was shown (``expected_impact``). Raises Refused
    (impact-missing, not-a-draft, effective-past, body-wrong) and Conflict (impact-changed).
    """
    row = (
        _owned(scope, definition.kind, definition.key).select_for_update().get(pk=definition.pk)
    )
    now = clock.now()
    starts = effective_from or now
    _check_publishable(row, starts, now)
    faults = kind_of(row.kind).faults(_whole(scope, row), whole=row.key == "default")
    if faults:
        raise Refused(
            "body-wrong", N_("This does not fit yet: {faults}"), faults="; ".join(faults)
        )
    if impact is None:
        raise Refused(
            "impact-missing", N_("Look at what this change touches before you publish it.")
        )
    if impact != expected_impact(scope, row):
        raise Conflict(
            "impact-changed",
            N_(
                "What this change touches is different now. Look at the list again, then publish."
            ),
        )
    row.status = Status.PUBLISHED
    row.impact = [line.as_json() for line in impact]
    row.effective_from, row.effective_to = starts, effective_to
    row.published_by, row.published_at = by, now
    row.save()
    queries.forget()
    note(
        "content.publish_definition",
        row,
        by=by,
        detail={"kind": row.kind, "key": row.key, "version": row.version},
    )
    return row


def _check_publishable(row: Definition, starts: datetime, now: datetime) -> None:
    if row.status != Status.DRAFT:
        raise Conflict("not-a-draft", N_("This version has been published already."))
    if starts < now:
        raise Refused(
            "effective-past",
            N_("A definition cannot hold before it is published. Choose today or a later day."),
        )


@action("content.retire_definition")
def retire_definition(*, scope: Scope, by: Actor, definition: Definition) -> Definition:
    """Take a community's own definition out of force; the operator's or the house's holds again.

    A draft is given up instead. History keeps every version. Raises Conflict (retired).
    """
    row = (
        _owned(scope, definition.kind, definition.key).select_for_update().get(pk=definition.pk)
    )
    detail = {"kind": row.kind, "key": row.key, "version": row.version, "was": row.status}
    if row.status == Status.RETIRED:
        raise Conflict("retired", N_("This version has been retired already."))
    if row.status == Status.DRAFT:
        note("content.retire_definition", row, by=by, detail=detail)
        row.delete()
        return row
    row.status = Status.RETIRED
    row.retired_by, row.retired_at = by, clock.now()
    row.save()
    queries.forget()
    note("content.retire_definition", row, by=by, detail=detail)
    return row


@action("content.set_definition")
def set_definition(
    *,
    scope: Scope,
    by: Actor,
    kind: str,
    body: dict[str, Any],
    key: str = "default",
    title: dict[str, str] | None = None,
    effective_from: datetime | None = None,
) -> Definition:
    """Draft and publish in one step: first-run set-up and the demo, where nothing is touched yet."""
    row = edit_definition(scope=scope, by=by, kind=kind, key=key, body=body, title=title)
    seen = expected_impact(scope, row)
    row = publish_definition(
        scope=scope, by=by, definition=row, impact=seen, effective_from=effective_from
    )
    note("content.set_definition", row, by=by, detail={"kind": kind, "key": key})
    return row


def content_hash(row: Definition) -> str:
    """A fingerprint of all that a reader of the definition relies on."""
    kept = {
        "kind": row.kind,
        "key": row.key,
        "title": row.title,
        "body": row.body,
        "source": row.source,
        "licence": row.licence,
        "confidence": row.confidence,
        "translations": row.translations,
    }
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
