"""An unannounced surveyor: let in, shown what she asks, given a copy, and seen out.

Given a community on an ordinary morning. When somebody from licensing stands at the door, the
coordinator lets her in on one form; she reads five charts on her own screen, who lives here, who
worked last night with their qualifications, and is given one chart as a file. Then the visit is
ended: the link is dead, and its page stays as evidence.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.platform.ui import pdf
from hearth.record.documents.models import ChartFile, Disclosure, SurveyVisit
from hearth.record.staff.models import DutyPeriod, Qualification
from hearth.surfaces.desk.jobs import make_chart_file
from tests.browsing import DESK, IN_BROWSER, PHONE, make_person, objections, shot, sign_in
from tests.factories.documents import make_document
from tests.factories.notes import make_note
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import make_duty, make_member
from tests.factories.tenancy import make_facility, make_place


pytestmark = [*IN_BROWSER, pytest.mark.usefixtures("emptied")]

PEOPLE = (
    ("Hayes", "Margaret"),
    ("Boyle", "Ann"),
    ("Chen", "Li"),
    ("Ortega", "Luis"),
    ("Novak", "Eva"),
    ("Adams", "Ruth"),
)


@pytest.fixture
def house(tmp_path, settings):
    """Six residents, a coordinator, one med-tech on last night's duty, and a policy."""
    from hearth.kernel import keyring

    settings.HEARTH_DATA = tmp_path
    keyring.configure(tmp_path / "keys" / "keyring.json")
    facility = make_facility("Elm House", set_up_at=clock.now())
    coordinator = make_person("coordinator", facility, label="J. Ortiz")
    with scoped(process_scope("test", facility.pk)):
        for number, (family, given) in enumerate(PEOPLE, start=201):
            one = make_resident(facility, family, given)
            place = make_place(facility, str(number))
            make_placement(make_stay(one), place, coordinator.actor)
            make_note(facility, coordinator.actor, resident=one, text=f"{given} slept well")
        member = make_member(facility)
        duty = make_duty(member)
        start = clock.now() - timedelta(hours=26)
        DutyPeriod.objects.filter(pk=duty.pk).update(
            starts=start, ends=start + timedelta(hours=8)
        )
        Qualification.objects.create(
            facility=facility,
            member=member,
            sort="medication-aide",
            number="MA-2231",
            ends=clock.now().date() + timedelta(days=200),
            recorded_at=clock.now(),
            recorded_by=coordinator.actor,
        )
        make_document(facility, coordinator.actor, "Infection control", type="policy")
    yield facility, coordinator, member
    keyring.configure(None)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_unannounced_surveyor(opened, house, size):
    facility, coordinator, member = house
    base = f"/c/{facility.slug}"
    office, visitor = opened(viewport=size), opened(viewport=size)
    sign_in(office, coordinator)
    code = _let_in(office, base)
    _read_the_house(visitor, base, code, member)
    charts = _open_five_charts(office, visitor, base)
    _ask_and_give(office)
    if pdf.ready():
        _give_a_chart(office, facility)
    _see_out(office, visitor, base, code, charts[0])
    assert office.said == visitor.said == []


def _let_in(office, base):
    """The coordinator's one form; the code is on her screen."""
    office.goto(f"{base}/more/")
    office.get_by_role("link", name="Surveyors").click()
    office.get_by_role("link", name="Let a surveyor in").click()
    assert objections(office) == []
    shot(office, "survey-let-in")
    office.get_by_label("Name", exact=True).fill("Dana Cole")
    office.get_by_label("Agency").fill("State licensing")
    office.get_by_label("Badge number").fill("4471")
    office.get_by_label("Sampled residents").fill("201, 202\nLi Chen, Ortega")
    office.get_by_role("button", name="Let them in").click()
    code = office.locator("b.mono").inner_text()
    assert objections(office) == []
    shot(office, "survey-code")
    return code


def _read_the_house(visitor, base, code, member):
    """Her own screen: the sample, who lives here, who worked last night, the papers."""
    visitor.goto("/enter/visit/")
    assert objections(visitor) == []
    visitor.get_by_label("Code of the visit").fill(code)
    visitor.get_by_role("button", name="Begin").click()
    visitor.wait_for_url("**/survey/mine/")
    assert visitor.get_by_role("heading", level=1).inner_text().startswith("4 records are open")
    assert objections(visitor) == []
    shot(visitor, "survey-mine")
    for door, seen, name in (
        ("Who lives here", "Ruth Adams", "roster"),
        ("Who worked, and their qualifications", "MA-2231", "staff"),
        ("Papers of the house", "Infection control", "papers"),
    ):
        visitor.goto(f"{base}/survey/mine/")
        visitor.get_by_role("link", name=door).click()
        expect(visitor.get_by_text(seen).first, door).to_be_visible()
        assert objections(visitor) == [], door
        shot(visitor, f"survey-{name}")
    visitor.goto(f"{base}/survey/mine/staff/")
    expect(visitor.get_by_text(str(member)).first).to_be_visible()


def _open_five_charts(office, visitor, base):
    """A fifth resident in one tap; each chart opens under her name."""
    office.get_by_role("link", name="Follow the visit").click()
    office.get_by_label("Room or name").fill("205 Eva Novak")
    office.get_by_role("button", name="Add to the sample").click()
    visitor.goto(f"{base}/survey/mine/")
    links = visitor.locator("main table a[href*='/residents/']").evaluate_all(
        "rows => rows.map(a => new URL(a.href).pathname)"
    )
    assert len(links) == 5
    for path in links:
        visitor.goto(path)
        expect(visitor.locator(".watermark").first).to_be_visible()
        assert (
            "Dana Cole, State licensing"
            in visitor.get_by_role("complementary", name="Your visit").inner_text()
        )
    assert objections(visitor) == []
    shot(visitor, "survey-chart")
    return links


def _ask_and_give(office):
    """What she asks is written down, and then that it was given."""
    office.reload()
    office.get_by_label("What was asked for").fill("Night staffing 22-Nov")
    office.get_by_role("button", name="Write it down").click()
    expect(office.get_by_text("1 thing asked for is not given yet")).to_be_visible()
    office.get_by_role("link", name=re.compile("^Given")).click()
    office.get_by_label("What was given or shown").fill("Duty board, copy")
    office.get_by_role("button", name="Write it down").click()
    expect(office.get_by_text("Duty board, copy")).to_be_visible()
    expect(office.get_by_text("opened 1 time")).to_have_count(5)
    assert objections(office) == []
    shot(office, "survey-visit")


def _see_out(office, visitor, base, code, chart):
    """The end: the link is dead, the page stays as evidence."""
    office.goto(f"{base}/survey/")
    office.get_by_role("link", name="Dana Cole, State licensing").click()
    office.get_by_role("button", name="End now").click()
    shot(office, "survey-ending")
    office.get_by_role("button", name="End the visit").click()
    office.get_by_text("The visit is over.").wait_for()
    expect(office.get_by_role("heading", level=1)).to_contain_text("was here")
    visitor.goto(chart)
    assert "/enter/" in visitor.url
    visitor.goto("/enter/visit/")
    visitor.get_by_label("Code of the visit").fill(code)
    visitor.get_by_role("button", name="Begin").click()
    expect(visitor.get_by_text("That code opens no visit").first).to_be_visible()
    shot(office, "survey-evidence")


def _give_a_chart(office, facility):
    """One chart as a file, made by the worker and given: it stands among the copies."""
    office.get_by_role("link", name=re.compile("^Chart as a file")).first.click()
    assert objections(office) == []
    shot(office, "survey-ask-chart")
    office.get_by_role("button", name="Make the chart").click()
    office.wait_for_url("**/chart/*-*/")
    scope = process_scope("test", facility.pk)
    with scoped(scope):
        row = ChartFile.objects.get()
    expect(office.get_by_text("Waiting for its turn")).to_be_visible()
    make_chart_file.run(facility_id=facility.pk, chart_id=row.pk)
    office.reload()
    assert objections(office) == []
    shot(office, "survey-chart-ready")
    with office.expect_download() as given:
        office.get_by_role("button", name="Open the file").click()
    content = Path(given.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    with scoped(scope):
        copy = Disclosure.objects.get()
        visit = SurveyVisit.objects.get()
    assert (copy.recipient, copy.visit_id, copy.sha256) == (
        "surveyor",
        visit.pk,
        row_hash(row, scope),
    )
    assert copy.pages >= 2


def row_hash(row, scope):
    with scoped(scope):
        row.refresh_from_db()
    return row.sha256
