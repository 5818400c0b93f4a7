"""One resident's chart as a file: what is in it, what is left out, and what its release leaves."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.content.settings import RECORD_KINDS
from hearth.platform.files import queries as stored
from hearth.platform.scope import process_scope, scoped
from hearth.platform.ui import pdf
from hearth.record.documents.models import ChartFile, Disclosure
from hearth.surfaces.desk import chapters, charting
from hearth.surfaces.desk.jobs import make_chart_file
from tests.factories.documents import make_document
from tests.factories.identity import make_account
from tests.factories.notes import make_note
from tests.factories.observations import make_observation
from tests.factories.residents import make_resident, make_stay
from tests.factories.tasks import make_task
from tests.factories.tenancy import make_facility


pytestmark = pytest.mark.django_db
needs_pdf = pytest.mark.skipif(not pdf.ready(), reason="needs the libraries for PDF")


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Files of this test lie in a folder of their own, with keys of their own."""
    from hearth.kernel import keyring

    settings.HEARTH_DATA = tmp_path
    keyring.configure(tmp_path / "keys" / "keyring.json")
    yield
    keyring.configure(None)


@pytest.fixture
def house(db):
    facility = make_facility("Elm House", set_up_at=clock.now())
    with scoped(process_scope("test", facility.pk)):
        resident = make_resident(facility)
        make_stay(resident)
    return facility, resident


@pytest.fixture
def coordinator(house):
    return make_account("coordinator", house[0], label="J. Ortiz")


@pytest.fixture
def client(coordinator):
    client = Client()
    client.force_login(coordinator)
    return client


def ask(client, house, **said):
    facility, resident = house
    today = facility.today()
    said = {
        "from_day": (today - timedelta(days=7)).isoformat(),
        "until_day": today.isoformat(),
        "chapters": ["face", "notes"],
        "recipient": "inside",
        "purpose": "operations",
    } | said
    return client.post(f"/c/{facility.slug}/residents/{resident.pk}/chart/", said)


OUTSIDE = {"recipient": "hospital", "to_whom": "Mercy Hospital", "purpose": "treatment"}


def made(house):
    """The one chart that was asked for, as the worker leaves it."""
    facility, _resident = house
    with scoped(process_scope("test", facility.pk)):
        row = ChartFile.objects.get()
    make_chart_file.run(facility_id=facility.pk, chart_id=row.pk)
    with scoped(process_scope("test", facility.pk)):
        row.refresh_from_db()
    return row


def text_of(house, row):
    scope = process_scope("test", house[0].pk)
    with scoped(scope):
        blob = stored.blobs(scope).get(pk=row.blob)
        content = b"".join(stored.open_blob(scope, blob))
    return [
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages
    ]


def read(house, account, key, **more):
    """One chapter as somebody reads it: its rows, all sections together."""
    from hearth.platform.identity.scopes import scope_for

    facility, resident = house
    scope = scope_for(account.actor, facility)
    with scoped(scope):
        today = facility.today()
        reading = charting.reading_of(
            scope, facility, resident, more.get("first", today - timedelta(days=7)), today
        )
        chapter = next(one for one in chapters.CHAPTERS if one.key == key)
        return [row for section in chapter.make(reading) for row in section.rows]


@needs_pdf
def test_the_file_says_whose_it_is_on_every_page_and_what_is_in_it(client, house, coordinator):
    with scoped(process_scope("test", house[0].pk)):
        for number in range(3):
            make_note(
                house[0], coordinator.actor, resident=house[1], text=f"Slept well {number}"
            )
    answer = ask(client, house)
    assert answer.status_code == 302
    row = made(house)
    pages = text_of(house, row)
    assert (row.state, row.pages) == ("ready", len(pages))
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "HAYES, Margaret" in page
        assert "printed by J. Ortiz for the house" in page
    assert "Face sheet" in pages[0]
    assert "Slept well 2" in " ".join(pages)
    assert answer.url.endswith(f"{row.pk}/")


@needs_pdf
def test_a_copy_for_a_surveyor_is_watermarked_and_its_first_download_a_release(client, house):
    from hearth.platform.identity.scopes import scope_for
    from hearth.record.documents import actions

    facility, resident = house
    person = make_account("executive-director", facility)
    scope = scope_for(person.actor, facility)
    with scoped(scope):
        let_in = actions.open_survey_visit(
            scope=scope,
            by=person.actor,
            name="Dana Cole",
            agency="State licensing",
            badge="4471",
            ends=clock.now() + timedelta(hours=2),
            residents=[resident],
        )
    path = f"/c/{facility.slug}/residents/{resident.pk}/chart/"
    page = client.get(f"{path}?visit={let_in.visit.pk}").content.decode()
    assert "Dana Cole, State licensing" in page
    said = {
        "from_day": facility.today().isoformat(),
        "until_day": facility.today().isoformat(),
        "chapters": ["face"],
        "recipient": "surveyor",
        "to_whom": "Dana Cole, State licensing",
        "purpose": "oversight",
    }
    assert client.post(f"{path}?visit={let_in.visit.pk}", said).status_code == 302
    row = made(house)
    assert all(t.count("Dana Cole, State licensing") >= 3 for t in text_of(house, row))
    with scoped(scope):
        assert not Disclosure.objects.exists()
    url = f"{path}{row.pk}/file/"
    first, second = client.post(url), client.post(url)
    assert first.status_code == second.status_code == 200
    assert b"".join(first.streaming_content)[:4] == b"%PDF"
    with scoped(scope):
        copy = Disclosure.objects.get()
        assert (copy.visit_id, copy.pages, copy.sha256) == (
            let_in.visit.pk,
            row.pages,
            row.sha256,
        )
        assert AuditEvent.objects.filter(action="documents.download_chart").count() == 2


@needs_pdf
def test_what_is_guarded_is_left_out_and_the_cover_says_so(client, house, coordinator):
    with scoped(process_scope("test", house[0].pk)):
        make_note(house[0], coordinator.actor, resident=house[1], text="Ate well")
        make_note(
            house[0],
            coordinator.actor,
            resident=house[1],
            text="Family dispute",
            security_label="restricted",
        )
    ask(client, house)
    row = made(house)
    text = " ".join(text_of(house, row))
    assert "Ate well" in text
    assert "Family dispute" not in text
    assert "Something was left out" in text
    assert row.left_out
    assert row.security_label == "normal"


@needs_pdf
def test_with_restricted_it_is_in_and_the_file_is_as_guarded(client, house, coordinator):
    with scoped(process_scope("test", house[0].pk)):
        make_note(
            house[0],
            coordinator.actor,
            resident=house[1],
            text="Family dispute",
            security_label="restricted",
        )
    ask(client, house, with_restricted="on")
    row = made(house)
    text = " ".join(text_of(house, row))
    assert "Family dispute" in text
    assert "left out" not in text
    assert row.security_label == "restricted"


def test_a_correction_is_visible_with_who_and_why(house, coordinator):
    facility, resident = house
    scope = process_scope("test", facility.pk)
    with scoped(scope):
        wrong = make_note(facility, coordinator.actor, resident=resident, text="Fell at 2")
        right = make_note(
            facility,
            coordinator.actor,
            resident=resident,
            text="Fell at 3",
            corrects=wrong,
            correction_reason="Wrong hour",
        )
    rows = {row.key: row for row in read(house, coordinator, "notes")}
    struck, standing = rows[f"Note/{wrong.pk}"], rows[f"Note/{right.pk}"]
    assert struck.struck
    assert not standing.struck
    assert "J. Ortiz" in struck.remark
    assert "Wrong hour" in struck.remark
    assert "takes the place" in standing.remark


def test_a_value_entered_in_error_is_struck_and_no_extreme(house, coordinator):
    facility, resident = house
    with scoped(process_scope("test", facility.pk)):
        make_observation(resident, coordinator.actor)
        make_observation(
            resident,
            coordinator.actor,
            value_quantity=900,
            status="entered-in-error",
            entered_in_error_at=clock.now(),
            entered_in_error_by=coordinator.actor,
            entered_in_error_reason="Scale not zeroed",
        )
    rows = read(house, coordinator, "measurements")
    assert [r.cells[1] for r in rows if r.key.startswith("measure:")] == ["1"]
    struck = [r for r in rows if r.struck]
    assert len(struck) == 1
    assert "Scale not zeroed" in struck[0].remark


def test_tasks_say_what_became_of_them(house, coordinator):
    facility, resident = house
    with scoped(process_scope("test", facility.pk)):
        make_task(
            facility,
            coordinator.actor,
            resident=resident,
            opens=clock.now() - timedelta(hours=3),
            due=clock.now() - timedelta(hours=2),
            late=clock.now() - timedelta(hours=1),
        )
    (row,) = read(house, coordinator, "tasks")
    assert row.cells[2] == "No entry yet"


def test_papers_are_listed(house, coordinator):
    facility, resident = house
    with scoped(process_scope("test", facility.pk)):
        make_document(facility, coordinator.actor, "Hospital summary", resident=resident)
    (row,) = read(house, coordinator, "documents")
    assert row.cells[0] == "Hospital summary"


def test_another_residents_rows_are_not_in_it(house, coordinator):
    facility, _resident = house
    with scoped(process_scope("test", facility.pk)):
        other = make_resident(facility, "Boyle", "Ann")
        make_note(facility, coordinator.actor, resident=other, text="Not hers")
        make_observation(other, coordinator.actor)
        make_task(facility, coordinator.actor, resident=other)
        make_document(facility, coordinator.actor, resident=other)
    for key in ("notes", "measurements", "tasks", "documents", "residency"):
        assert not [r for r in read(house, coordinator, key) if r.cells[0] != ""], key


def test_days_outside_are_not_in_it(house, coordinator):
    facility, resident = house
    with scoped(process_scope("test", facility.pk)):
        old = clock.now() - timedelta(days=20)
        make_note(facility, coordinator.actor, resident=resident, effective=old, recorded=old)
    assert read(house, coordinator, "notes") == []
    first = facility.today() - timedelta(days=30)
    assert len(read(house, coordinator, "notes", first=first)) == 1


def test_the_mark_changes_with_the_content(house, coordinator):
    def mark():
        rows = read(house, coordinator, "notes")
        section = chapters.Section("", ("",), rows)
        chapter = next(c for c in chapters.CHAPTERS if c.key == "notes")
        return charting.content_mark([charting._Told(chapter, [section])])

    before = mark()
    assert mark() == before
    with scoped(process_scope("test", house[0].pk)):
        make_note(house[0], coordinator.actor, resident=house[1], text="One more")
    assert mark() != before


@pytest.mark.parametrize(
    "said",
    [
        {"chapters": []},
        {"recipient": "hospital", "to_whom": ""},
        {"recipient": "court", "to_whom": "County court", "purpose": "law"},
        {"until_day": "2020-01-01"},
        {"chapters": ["gossip"]},
    ],
)
def test_what_cannot_be_made_is_said_at_its_field(client, house, said):
    answer = ask(client, house, **said)
    assert answer.status_code == 422
    with scoped(process_scope("test", house[0].pk)):
        assert not ChartFile.objects.exists()


def test_somebody_who_left_since_gets_nothing(client, house, coordinator):
    from hearth.platform.identity.models import Membership

    ask(client, house)
    Membership.objects.filter(actor=coordinator.actor).update(ends=clock.now())
    row = made(house)
    assert (row.state, row.failure) == ("failed", "no-access")


def test_the_page_follows_the_work_and_says_when_it_broke(client, house):
    answer = ask(client, house)
    assert "Waiting for its turn" in client.get(answer.url).content.decode()
    with scoped(process_scope("test", house[0].pk)):
        ChartFile.objects.update(state="failed", failure="no-pdf", finished_at=clock.now())
    page = client.get(answer.url).content.decode()
    assert "could not be made" in page
    assert "Make it again" in page


def test_every_kind_a_chapter_prints_can_be_left_out():
    kinds = {one.kind for one in chapters.CHAPTERS if one.kind}
    assert kinds <= set(RECORD_KINDS)


def test_event_reports_investigations_and_staffing_notes_begin_outside_of_the_record(house):
    from hearth.platform.content.settings import settings_for

    with scoped(process_scope("test", house[0].pk)):
        left_out = set(settings_for(house[0]).record_leaves_out)
        record = chapters.part_of_record(house[0])
    assert left_out == {"event-reports", "investigations", "staffing-notes"}
    assert {c.key for c in chapters.CHAPTERS if c.kind not in left_out} == record


def test_every_width_of_a_section_has_its_style(house, coordinator):
    from pathlib import Path

    css = Path("hearth/platform/ui/static/hearth/chart.css").read_text()
    facility, resident = house
    from hearth.platform.identity.scopes import scope_for

    scope = scope_for(coordinator.actor, facility)
    with scoped(scope):
        reading = charting.reading_of(
            scope, facility, resident, facility.today(), facility.today()
        )
        for chapter in chapters.CHAPTERS:
            for section in chapter.make(reading):
                assert sum(section.widths) == 100
                assert all(f".w{width} " in css for width in section.widths)


@pytest.mark.parametrize("counts", [[0], [3], [5, 2], [5, 5], [12], [0, 7, 0], [4, 4, 4]])
def test_every_row_stands_on_one_sheet_and_each_heading_once(monkeypatch, counts):
    monkeypatch.setattr(charting, "ROWS_A_PART", 5)
    sections = [
        chapters.Section(
            f"Part {n}",
            ("A",),
            [chapters.Row((f"row-{n}-{k}",), f"{n}/{k}") for k in range(count)],
            (50,),
            empty=f"nothing-{n}",
        )
        for n, count in enumerate(counts)
    ]
    chapter = next(c for c in chapters.CHAPTERS if c.key == "notes")
    sheets = list(charting._sheets(charting._Told(chapter, sections)))
    text = "\n".join(sheets)
    for n, count in enumerate(counts):
        assert text.count(f"<h3>Part {n}</h3>") == 1
        assert text.count(f"nothing-{n}") == (count == 0)
        assert all(text.count(f">row-{n}-{k}<") == 1 for k in range(count))
    assert all(sheet.count(">row-") <= 5 for sheet in sheets)
    assert text.count("<h2>") == 1


def test_event_reports_are_offered_and_not_ticked(client, house):
    page = client.get(f"/c/{house[0].slug}/residents/{house[1].pk}/chart/").content.decode()
    assert "Event reports (not part of the record here)" in page
    ticked = [line for line in page.split("<input") if 'value="events"' in line]
    assert ticked
    assert "checked" not in ticked[0]
