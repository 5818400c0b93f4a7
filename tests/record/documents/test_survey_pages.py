"""A surveyor through the pages: let in with a code, reading and nothing else, seen out."""

import io
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped
from hearth.platform.ui import pdf
from hearth.record.documents import actions, queries
from hearth.record.documents.models import Disclosure, SurveyVisit
from hearth.record.staff.models import StaffMember
from tests.architecture.test_views import patterns, routes
from tests.factories.documents import make_document
from tests.factories.identity import make_account
from tests.factories.notes import make_note
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import make_duty, make_member
from tests.factories.tenancy import make_facility, make_place


pytestmark = pytest.mark.django_db

CODE = re.compile(r'<b class="mono">([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})</b>')


@pytest.fixture(autouse=True)
def uncounted():
    """No test counts against another's limit of tries."""
    cache.clear()


@pytest.fixture
def facility(db):
    return make_facility("Elm House", set_up_at=clock.now())


@pytest.fixture
def coordinator(facility):
    return make_account("coordinator", facility, label="J. Ortiz")


@pytest.fixture
def people(facility, coordinator):
    """Three residents who live here: Hayes, Boyle and Chen, each in a place of her own."""
    with scoped(process_scope("test", facility.pk)):
        found = []
        who = (("Hayes", "Margaret"), ("Boyle", "Ann"), ("Chen", "Li"))
        for number, (family, given) in enumerate(who, start=101):
            one = make_resident(facility, family, given)
            place = make_place(facility, str(number))
            make_placement(make_stay(one), place, coordinator.actor)
            found.append(one)
    return found


@pytest.fixture
def office(coordinator):
    client = Client()
    client.force_login(coordinator)
    return client


def base(facility):
    return f"/c/{facility.slug}"


def let_in(office, facility, **said):
    """The answer to the form that lets a surveyor in."""
    said = {
        "name": "Dana Cole",
        "agency": "State licensing",
        "badge": "4471",
        "badge_seen_by": "Front desk",
        "visit_kind": "routine",
        "last_day": facility.today().isoformat(),
        "sample": "Hayes, Ann Boyle",
    } | said
    return office.post(f"{base(facility)}/survey/new/", said)


@pytest.fixture
def visit(office, facility, people):
    """A surveyor let in through the form, with her code in ``visit.code``."""
    answer = let_in(office, facility)
    with scoped(process_scope("test", facility.pk)):
        row = SurveyVisit.objects.select_related("actor").get()
    row.code = CODE.search(answer.content.decode())[1]
    return row


@pytest.fixture
def surveyor(visit):
    """Her browser, signed in with the code."""
    client = Client()
    answer = client.post("/enter/visit/", {"code": visit.code.lower()})
    assert answer.status_code == 302
    return client


class TestLettingIn:
    def test_one_form_and_the_code_is_shown(self, office, facility, people):
        page = let_in(office, facility)
        assert page.status_code == 200
        assert CODE.search(page.content.decode())
        with scoped(process_scope("test", facility.pk)):
            row = SurveyVisit.objects.get()
            sample = [
                s.resident.family
                for s in queries.sampled_in(process_scope("t", facility.pk), row)
            ]
        assert sample == ["Hayes", "Boyle"]
        assert row.ends.astimezone(facility.zone).date() == facility.today()

    def test_rooms_are_pasted_as_they_are_written(self, office, facility, people):
        with scoped(process_scope("test", facility.pk)):
            finder = queries.Finder(process_scope("test", facility.pk), clock.now())
        rooms = "\n".join(one.label for one in finder.standings)
        assert let_in(office, facility, sample=rooms).status_code == 200
        with scoped(process_scope("test", facility.pk)):
            scope = process_scope("test", facility.pk)
            assert queries.sampled_in(scope, SurveyVisit.objects.get()).count() == 3

    def test_a_room_nobody_lives_in_is_said_at_the_field(self, office, facility, people):
        page = let_in(office, facility, sample="Hayes, 999")
        assert page.status_code == 422
        assert "999: nobody here" in page.content.decode()

    def test_a_name_two_share_offers_both(self, office, facility, people):
        with scoped(process_scope("test", facility.pk)):
            make_stay(make_resident(facility, "Hayes", "Ruth"))
        page = let_in(office, facility, sample="Hayes")
        assert page.status_code == 422
        assert "Ruth Hayes" in page.content.decode()

    def test_a_random_sample_is_offered_and_nothing_is_opened_yet(
        self, office, facility, people
    ):
        page = let_in(office, facility, sample="", draw="1").content.decode()
        assert sum(name in page for name in ("Margaret Hayes", "Ann Boyle", "Li Chen")) == 1
        assert "Dana Cole" in page
        with scoped(process_scope("test", facility.pk)):
            assert not SurveyVisit.objects.exists()

    def test_a_day_that_is_over_is_refused(self, office, facility, people):
        day = facility.today() - timedelta(days=1)
        assert let_in(office, facility, last_day=day.isoformat()).status_code == 422


class TestTheCode:
    def test_it_works_once(self, visit, surveyor):
        again = Client().post("/enter/visit/", {"code": visit.code})
        assert again.status_code == 422
        assert "opens no visit" in again.content.decode()

    def test_a_wrong_one_opens_nothing(self, visit):
        wrong = visit.code[:-1] + ("2" if visit.code[-1] != "2" else "3")
        assert Client().post("/enter/visit/", {"code": wrong}).status_code == 422

    def test_five_wrong_ones_end_it(self, visit):
        wrong = visit.code[:-1] + ("2" if visit.code[-1] != "2" else "3")
        for _turn in range(5):
            cache.clear()
            Client().post("/enter/visit/", {"code": wrong})
        cache.clear()
        assert Client().post("/enter/visit/", {"code": visit.code}).status_code == 422

    def test_it_sets_no_password(self, visit):
        answer = Client().post(
            "/enter/code/",
            {
                "username": f"visit-{visit.code[:4].lower()}",
                "code": visit.code[5:],
                "password": "quiet harbour lantern",
                "again": "quiet harbour lantern",
            },
        )
        assert answer.status_code == 422

    def test_another_one_ends_the_older(self, office, facility, visit):
        page = office.post(f"{base(facility)}/survey/{visit.pk}/code/")
        newer = CODE.search(page.content.decode())[1]
        assert Client().post("/enter/visit/", {"code": visit.code}).status_code == 422
        cache.clear()
        assert Client().post("/enter/visit/", {"code": newer}).status_code == 302


class TestReading:
    def test_the_sample_is_open_and_nobody_else(self, surveyor, facility, people):
        pages = ("", "timeline/", "notes/", "measurements/", "documents/", "health/")
        for page in pages:
            inside = f"{base(facility)}/residents/{people[0].pk}/{page}"
            outside = f"{base(facility)}/residents/{people[2].pk}/{page}"
            assert surveyor.get(inside).status_code == 200, page
            assert surveyor.get(outside).status_code == 404, page

    def test_one_more_resident_is_open_in_one_tap(
        self, office, surveyor, facility, people, visit
    ):
        path = f"{base(facility)}/residents/{people[2].pk}/"
        assert surveyor.get(path).status_code == 404
        office.post(f"{base(facility)}/survey/{visit.pk}/sample/", {"sample": "Li Chen"})
        assert surveyor.get(path).status_code == 200
        office.post(f"{base(facility)}/survey/{visit.pk}/sample/{people[2].pk}/take-off/")
        assert surveyor.get(path).status_code == 404

    def test_every_page_says_who_reads(self, surveyor, facility, people):
        for page in (
            f"{base(facility)}/survey/mine/",
            f"{base(facility)}/survey/mine/roster/",
            f"{base(facility)}/residents/{people[0].pk}/",
        ):
            text = surveyor.get(page).content.decode()
            assert 'class="watermark"' in text, page
            assert text.count("Dana Cole, State licensing · ") >= 4, page

    def test_the_coordinators_pages_have_no_watermark(self, office, facility, people):
        text = office.get(f"{base(facility)}/residents/{people[0].pk}/").content.decode()
        assert 'class="watermark"' not in text

    @pytest.mark.skipif(not pdf.ready(), reason="needs the libraries for PDF")
    def test_a_printed_sheet_says_so_on_its_paper(self, surveyor, facility, people):
        from pypdf import PdfReader

        path = f"{base(facility)}/residents/{people[0].pk}/face-sheet/?as=pdf"
        answer = surveyor.get(path)
        pages = PdfReader(io.BytesIO(answer.content)).pages
        assert all("Dana Cole, State licensing" in page.extract_text() for page in pages)

    def test_the_roster_has_everybody_and_nothing_of_their_health(
        self, surveyor, facility, people
    ):
        page = surveyor.get(f"{base(facility)}/survey/mine/roster/").content.decode()
        assert all(name in page for name in ("Margaret Hayes", "Ann Boyle", "Li Chen"))
        assert "Code status" not in page
        assert f"/residents/{people[2].pk}/" not in page

    def test_who_worked_last_night(self, surveyor, facility):
        yesterday = facility.today() - timedelta(days=1)
        with scoped(process_scope("test", facility.pk)):
            member = make_member(facility)
            duty = make_duty(member)
            start = clock.now() - timedelta(days=1)
            type(duty).objects.filter(pk=duty.pk).update(
                starts=start, ends=start + timedelta(hours=8)
            )
            assert StaffMember.objects.count() == 1
        page = surveyor.get(
            f"{base(facility)}/survey/mine/staff/?day={yesterday.isoformat()}"
        ).content.decode()
        assert str(member) in page
        assert "None on record" in page

    def test_papers_of_the_house_but_not_of_residents(
        self, surveyor, facility, coordinator, people
    ):
        with scoped(process_scope("test", facility.pk)):
            make_document(facility, coordinator.actor, "Infection control", type="policy")
            letter = make_document(
                facility, coordinator.actor, "Private letter", resident=people[2]
            )
        page = surveyor.get(f"{base(facility)}/survey/mine/policies/").content.decode()
        assert "Infection control" in page
        assert "Private letter" not in page
        assert (
            surveyor.get(f"{base(facility)}/survey/mine/policies/{letter.pk}/").status_code
            == 404
        )

    def test_what_was_opened_stands_on_the_visits_page(
        self, office, surveyor, facility, people, visit
    ):
        before = office.get(f"{base(facility)}/survey/{visit.pk}/").content.decode()
        assert "not opened yet" in before
        surveyor.get(f"{base(facility)}/residents/{people[0].pk}/")
        after = office.get(f"{base(facility)}/survey/{visit.pk}/").content.decode()
        assert "opened 1 time" in after
        assert "Resident&#x27;s page" in after


def test_nothing_can_be_changed_at_any_address(surveyor, facility, people, visit):
    """Every unsafe method, at every address that asks who may enter: refused before it is read."""
    answers = {}
    for (name, pattern), (_name, route) in zip(patterns(), routes(), strict=True):
        declared = getattr(pattern.callback, "declared", "")
        if declared not in {"requires", "own", "across"}:
            continue
        path = "/" + re.sub(r"<slug:community>", facility.slug, route)
        path = re.sub(r"<slug:\w+>", facility.slug, path)
        path = re.sub(r"<uuid:resident_id>", str(people[0].pk), path)
        path = re.sub(r"<uuid:\w+>", str(visit.pk), path)
        path = re.sub(r"<int:\w+>", "1", path)
        path = re.sub(r"<(?:\w+:)?\w+>", "x", path)
        for method in ("post", "put", "patch", "delete"):
            with transaction.atomic():
                answers[f"{method} {name}"] = getattr(surveyor, method)(path).status_code
                transaction.set_rollback(True)
    assert len(answers) > 400
    wrong = {name: code for name, code in answers.items() if code != 403}
    assert wrong == {}
    surveyor.post(f"{base(facility)}/residents/{people[0].pk}/notes/write/", {"text": "Hello"})
    with scoped(process_scope("test", facility.pk)):
        refused = AuditEvent.objects.filter(actor_id=visit.actor_id, outcome="refused")
        assert refused.filter(detail__reason="read-only").exists()


def test_signing_out_is_not_refused(surveyor):
    assert surveyor.post("/account/sign-out/").status_code in {200, 302}


class TestEnding:
    def test_the_link_is_dead_at_once(self, office, surveyor, facility, people, visit):
        path = f"{base(facility)}/residents/{people[0].pk}/"
        assert surveyor.get(path).status_code == 200
        office.post(f"{base(facility)}/survey/{visit.pk}/end/")
        assert surveyor.get(path).status_code == 302
        cache.clear()
        assert Client().post("/enter/visit/", {"code": visit.code}).status_code == 422

    def test_it_ends_by_itself_at_the_end_of_the_day(self, surveyor, facility, people, visit):
        path = f"{base(facility)}/residents/{people[0].pk}/"
        assert surveyor.get(path).status_code == 200
        with clock.pinned(visit.ends + timedelta(minutes=1)):
            assert surveyor.get(path).status_code in {302, 404}

    def test_longer(self, office, facility, visit):
        day = facility.today() + timedelta(days=2)
        path = f"{base(facility)}/survey/{visit.pk}/longer/"
        assert office.get(path).status_code == 200
        assert office.post(path, {"last_day": day.isoformat()}).status_code == 302
        with scoped(process_scope("test", facility.pk)):
            visit.refresh_from_db()
        assert visit.ends.astimezone(facility.zone).date() == day

    def test_the_page_stays_as_evidence(self, office, facility, visit):
        office.post(f"{base(facility)}/survey/{visit.pk}/asked/", {"text": "Menus"})
        office.post(f"{base(facility)}/survey/{visit.pk}/end/")
        page = office.get(f"{base(facility)}/survey/{visit.pk}/").content.decode()
        assert "was here" in page
        assert "Menus" in page
        sheet = office.get(f"{base(facility)}/survey/{visit.pk}/print/").content.decode()
        assert "Menus" in sheet
        assert "Margaret Hayes" in sheet


def test_asked_and_given_through_the_page(office, facility, visit):
    path = f"{base(facility)}/survey/{visit.pk}"
    office.post(f"{path}/asked/", {"text": "Night staffing 22-Nov", "due": "23:59"})
    with scoped(process_scope("test", facility.pk)):
        (asked,) = queries.asked_in(process_scope("test", facility.pk), visit)
    page = office.get(f"{path}/").content.decode()
    assert "1 thing asked for is not given yet" in page
    given = f"{path}/asked/{asked.pk}/given/"
    form = office.get(given)
    assert "J. Ortiz" in form.content.decode()
    said = {
        "given_text": "Duty board",
        "given_by": "J. Ortiz",
        "given_at": clock.now().astimezone(facility.zone).strftime("%Y-%m-%dT%H:%M"),
    }
    with clock.pinned(clock.now() + timedelta(minutes=2)):
        said["given_at"] = clock.now().astimezone(facility.zone).strftime("%Y-%m-%dT%H:%M")
        assert office.post(given, said).status_code == 302
    assert "Duty board" in office.get(f"{path}/").content.decode()


def test_an_administrator_lets_in_and_a_coordinator_samples(facility, people, office):
    admin = Client()
    admin.force_login(make_account("administrator", facility))
    page = admin.get(f"{base(facility)}/survey/new/").content.decode()
    assert "Your role sees no residents" in page
    assert CODE.search(let_in(admin, facility, sample="").content.decode())
    with scoped(process_scope("test", facility.pk)):
        row = SurveyVisit.objects.get()
    added = office.post(f"{base(facility)}/survey/{row.pk}/sample/", {"sample": "Chen"})
    assert added.status_code == 302
    assert "Li Chen" in admin.get(f"{base(facility)}/survey/{row.pk}/").content.decode()


# Nobody chosen yet


def test_that_nobody_is_chosen_is_said_and_leads_to_choosing(facility, people, office):
    admin = Client()
    admin.force_login(make_account("administrator", facility))
    shown = let_in(admin, facility, sample="").content.decode()
    assert "No resident is chosen yet: Dana Cole opens nobody" in shown
    assert "chooses on the visit&#x27;s page" in shown
    with scoped(process_scope("test", facility.pk)):
        row = SurveyVisit.objects.get()
    path = f"{base(facility)}/survey/{row.pk}/"
    seen = admin.get(path).content.decode()
    assert "A coordinator or the executive director chooses on this page" in seen
    assert "id_sample" not in seen
    assert "no resident chosen yet" in office.get(f"{base(facility)}/survey/").content.decode()
    page = office.get(path).content.decode()
    assert "No resident is chosen yet" in page
    assert 'href="#id_sample"' in page
    assert 'id="id_sample"' in page
    office.post(f"{path}sample/", {"sample": "Chen"})
    assert "No resident is chosen yet" not in office.get(path).content.decode()
    assert (
        "no resident chosen yet" not in office.get(f"{base(facility)}/survey/").content.decode()
    )


# A restricted record


@pytest.fixture
def guarded(facility, coordinator):
    """Max Roe in 104, whose record is restricted, with a note and a paper of his own."""
    with scoped(process_scope("test", facility.pk)):
        one = make_resident(facility, "Roe", "Max", security_label="restricted")
        stay = make_stay(one, security_label="restricted")
        place = make_place(facility, "104")
        make_placement(stay, place, coordinator.actor, security_label="restricted")
        one.note = make_note(
            facility, coordinator.actor, resident=one, security_label="restricted"
        )
        one.paper = make_document(
            facility, coordinator.actor, resident=one, security_label="restricted"
        )
    return one


class TestRestricted:
    def test_it_is_asked_by_name_before_it_is_opened(self, office, facility, visit, guarded):
        path = f"{base(facility)}/survey/{visit.pk}/"
        page = office.get(path).content.decode()
        assert re.search(r'<option value="104[^"]* Max Roe">Restricted record', page)
        refused = office.post(f"{path}sample/", {"sample": "104, Chen"})
        assert refused.status_code == 422
        page = refused.content.decode()
        assert "Restricted record: open that of Max Roe to the surveyor too" in page
        assert 'value="104, Chen"' in page
        with scoped(process_scope("test", facility.pk)) as scope:
            assert queries.sampled_in(scope, visit).count() == 2
        said = {"sample": "104, Chen", "knowingly": "on"}
        assert office.post(f"{path}sample/", said).status_code == 302
        page = office.get(path).content.decode()
        assert "Max Roe" in page
        assert "restricted record" in page

    def test_the_same_when_somebody_is_let_in(self, office, facility, people, guarded):
        page = let_in(office, facility, sample="Hayes, Roe")
        assert page.status_code == 422
        assert "open that of Max Roe" in page.content.decode()
        done = let_in(office, facility, sample="Hayes, Roe", knowingly="on")
        assert CODE.search(done.content.decode())

    def test_a_tick_opens_nothing_that_nobody_named(self, office, facility, visit, guarded):
        said = {"sample": "Chen", "knowingly": "on"}
        office.post(f"{base(facility)}/survey/{visit.pk}/sample/", said)
        with scoped(process_scope("test", facility.pk)) as scope:
            rows = queries.sampled_in(scope, visit)
            assert [row.knowingly for row in rows] == [False, False, False]

    def test_it_is_read_as_the_others_are(self, office, surveyor, facility, visit, guarded):
        own = f"{base(facility)}/survey/mine/"
        pages = [
            f"{base(facility)}/residents/{guarded.pk}/{page}"
            for page in (
                "",
                "about/",
                "health/",
                "notes/",
                "documents/",
                "timeline/",
                "face-sheet/",
            )
        ]
        pages += [
            f"{base(facility)}/notes/{guarded.note.pk}/",
            f"{base(facility)}/documents/{guarded.paper.pk}/",
        ]
        before = {path: surveyor.get(path).status_code for path in pages}
        assert set(before.values()) == {404}
        assert "Max Roe" not in surveyor.get(own).content.decode()
        office.post(
            f"{base(facility)}/survey/{visit.pk}/sample/",
            {"sample": "Roe", "knowingly": "on"},
        )
        after = {path: surveyor.get(path).status_code for path in pages}
        assert set(after.values()) == {200}, after
        shown = surveyor.get(own).content.decode()
        assert "Max Roe" in shown
        assert "restricted record" in shown
        for path in ("survey/mine/roster/", "roster/", "roster/print/"):
            assert "Max Roe" in surveyor.get(f"{base(facility)}/{path}").content.decode()
        office.post(f"{base(facility)}/survey/{visit.pk}/sample/{guarded.pk}/take-off/")
        assert {surveyor.get(path).status_code for path in pages} == {404}

    def test_nothing_is_changed_in_it(self, office, surveyor, facility, visit, guarded):
        office.post(
            f"{base(facility)}/survey/{visit.pk}/sample/",
            {"sample": "Roe", "knowingly": "on"},
        )
        for path in ("notes/write/", "mobility/", "level/"):
            url = f"{base(facility)}/residents/{guarded.pk}/{path}"
            assert surveyor.post(url, {"text": "Hello"}).status_code == 403

    def test_another_restricted_record_stays_closed(
        self, office, surveyor, facility, visit, guarded, people
    ):
        with scoped(process_scope("test", facility.pk)):
            other = make_resident(facility, "Poe", "Ida", security_label="restricted")
            secret = make_document(
                facility, visit.actor, resident=people[0], security_label="restricted"
            )
        office.post(
            f"{base(facility)}/survey/{visit.pk}/sample/",
            {"sample": "Roe", "knowingly": "on"},
        )
        for path in (
            f"residents/{other.pk}/",
            f"residents/{people[0].pk}/documents/{secret.pk}/",
            f"documents/{secret.pk}/",
        ):
            assert surveyor.get(f"{base(facility)}/{path}").status_code == 404
        hers = f"{base(facility)}/residents/{people[0].pk}/documents/"
        assert surveyor.get(hers).status_code == 200

    def test_who_may_not_open_it_does_not_find_it(self, facility, visit, guarded):
        director = Client()
        director.force_login(make_account("executive-director", facility))
        path = f"{base(facility)}/survey/{visit.pk}/"
        assert "Max Roe" not in director.get(path).content.decode()
        answer = director.post(f"{path}sample/", {"sample": "Roe", "knowingly": "on"})
        assert answer.status_code == 422
        assert "nobody here by that room or name" in answer.content.decode()

    def test_that_one_more_is_open_is_said_to_who_does_not_see_it(
        self, office, facility, visit, guarded
    ):
        office.post(
            f"{base(facility)}/survey/{visit.pk}/sample/",
            {"sample": "Roe", "knowingly": "on"},
        )
        director = Client()
        director.force_login(make_account("executive-director", facility))
        page = director.get(f"{base(facility)}/survey/{visit.pk}/").content.decode()
        assert "1 restricted record more is open to them" in page
        assert "Max Roe" not in page


# Copies given


def test_a_copy_is_written_down_and_stands_on_its_page(office, facility, people):
    path = f"{base(facility)}/residents/{people[0].pk}/copies-given/"
    assert "Nobody outside" in office.get(path).content.decode()
    with clock.pinned(clock.now()):
        said = {
            "recipient": "hospital",
            "to_whom": "Mercy Hospital",
            "what": "Face sheet",
            "purpose": "treatment",
            "way": "paper",
            "pages": "1",
            "effective": clock.now().astimezone(facility.zone).strftime("%Y-%m-%dT%H:%M"),
        }
        assert office.post(f"{path}new/", said).status_code == 302
        wrong = office.post(f"{path}new/", said | {"purpose": "consent"})
        assert wrong.status_code == 422
        assert "permission" in wrong.content.decode()
    page = office.get(path).content.decode()
    assert "1 copy was given out" in page
    sheet = office.get(f"{path}print/").content.decode()
    assert "Mercy Hospital" in sheet
    assert "164.528" in sheet


def test_a_copy_written_down_by_mistake_stays_struck(office, facility, people, coordinator):
    scope = process_scope("test", facility.pk)
    with scoped(scope):
        row = actions.record_disclosure(
            scope=scope,
            by=coordinator.actor,
            resident=people[0],
            recipient="family",
            to_whom="Daughter",
            purpose="request",
            what="Face sheet",
        )
    path = f"{base(facility)}/residents/{people[0].pk}/copies-given/"
    assert office.post(f"{path}{row.pk}/take-back/", {"reason": ""}).status_code == 422
    assert office.post(f"{path}{row.pk}/take-back/", {"reason": "Not sent"}).status_code == 302
    assert "Entered in error: Not sent" in office.get(path).content.decode()
    with scoped(scope):
        assert Disclosure.objects.count() == 1


@pytest.mark.skipif(not pdf.ready(), reason="needs the libraries for PDF")
def test_a_file_the_surveyor_takes_is_a_release_and_a_colleagues_is_none(
    surveyor, office, facility, people, visit
):
    path = f"{base(facility)}/residents/{people[0].pk}/face-sheet/?as=pdf"
    scope = process_scope("test", facility.pk)
    assert office.get(path).status_code == 200
    with scoped(scope):
        assert not Disclosure.objects.exists()
    assert surveyor.get(path).status_code == 200
    with scoped(scope):
        copy = Disclosure.objects.get()
    assert (copy.visit_id, copy.to_whom) == (visit.pk, "Dana Cole, State licensing")
    assert (copy.what, len(copy.sha256)) == ("Face sheet", 64)
    page = office.get(f"{base(facility)}/survey/{visit.pk}/").content.decode()
    assert "Face sheet" in page
