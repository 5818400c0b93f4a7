"""Every night: what is no part of the record goes when it is old."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions
from hearth.record.notes.jobs import forget
from hearth.record.notes.models import NoteDraft, ReadMark


pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_forget_removes_old_drafts_and_marks_and_nothing_else(facility, aide):
    now = clock.now()
    for age, page in ((31, "write_note"), (29, "write_activity_note")):
        with clock.pinned(now - age * DAY), scoped(aide.scope):
            actions.save_draft(**aide.who, page=page, body={"text": "Lift"})
    for age in (91, 89):
        with clock.pinned(now - age * DAY), scoped(aide.scope):
            actions.mark_read(**aide.who)
    forget.run(facility_id=facility.pk)
    with scoped(process_scope("test", facility.pk)):
        assert [d.page for d in NoteDraft.objects.all()] == ["write_activity_note"]
        assert [now - m.marked_at for m in ReadMark.objects.all()] == [89 * DAY]
        assert AuditEvent.objects.filter(action="notes.forget_drafts").count() == 1
    forget.run(facility_id=facility.pk)
