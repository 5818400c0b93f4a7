"""The pages of measurements: what is shown, entered, refused and taken back, and who may."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.observations.models import Observation
from tests.factories.observations import make_observation
from tests.factories.residents import make_resident, make_stay
from tests.factories.tenancy import make_facility


pytestmark = pytest.mark.django_db

WEIGHT = "29463-7"


@pytest.fixture
def nurse(as_role):
    return as_role("nurse")


@pytest.fixture
def resident(facility):
    with scoped(process_scope("test", facility.pk)):
        one = make_resident(facility)
        make_stay(one)
        return one


@pytest.fixture
def at(facility, resident):
    """``at("record/")``: an address under the measurements of the resident."""

    def address(path="", one=None, where=None):
        one, where = one or resident, where or facility
        return f"/c/{where.slug}/residents/{one.pk}/measurements/{path}"

    return address


@pytest.fixture
def measured(facility, resident, nurse):
    """``measured(72.5, days=3)``: a weight in kg, so many days ago."""

    def make(value="72.5", days=0, **kwargs):
        with scoped(process_scope("test", facility.pk)):
            then = clock.now() - timedelta(days=days)
            kwargs = {"value_quantity": Decimal(str(value)), "effective": then} | kwargs
            return make_observation(resident, nurse.account.actor, recorded=then, **kwargs)

    return make


def text(response) -> str:
    return " ".join(response.content.decode().split())


def kept(facility):
    with scoped(process_scope("test", facility.pk)):
        return list(Observation.objects.order_by("code"))


def looks(facility, resident):
    with scoped(process_scope("test", facility.pk)):
        found = AuditEvent.objects.filter(
            resident_id=resident.pk, action="observations.view_observations"
        )
        return found.count()


# The list


def test_the_newest_value_of_each_measure_in_the_communitys_units(nurse, at, measured):
    measured("72.5", days=3)
    measured("73.0", days=1)
    page = text(nurse.get(at()))
    assert "160.9 lb" in page
    assert "159.8 lb" not in page
    assert "<svg" in page
    assert "Record measurements" in page


def test_another_communitys_units(as_role, at):
    north = make_facility("North House", jurisdiction="GB")
    nurse = as_role("nurse", north)
    with scoped(process_scope("test", north.pk)):
        one = make_resident(north)
        make_observation(one, nurse.account.actor)
    assert "72.5 kg" in text(nurse.get(at(one=one, where=north)))


def test_nothing_yet_is_said(nurse, at):
    assert "Nothing has been measured yet" in text(nurse.get(at()))


def test_the_page_opens_with_what_changed(nurse, at, measured):
    measured("80.0", days=31)
    measured("75.0", days=1)
    assert "Weight is down 11.0 lb in 30 days" in text(nurse.get(at()))


def test_the_list_is_a_fragment_too(nurse, at, measured):
    measured()
    answer = nurse.get(at(), headers={"HX-Request": "true"})
    assert "<html" not in text(answer)
    assert "159.8 lb" in text(answer)


def test_one_page_is_one_look(nurse, at, facility, resident, measured):
    measured()
    nurse.get(at())
    assert looks(facility, resident) == 1


@pytest.mark.parametrize("path", ["", "record/", f"of/{WEIGHT}/"])
def test_more_values_ask_no_more_questions(nurse, at, measured, path):
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert nurse.get(at(path)).status_code == 200
        return len(found)

    measured("72", days=1, code="8867-4", unit="/min")
    measured("72.5", days=2)
    asked()
    few = asked()
    for day in range(40):
        measured("72.5", days=day)
        measured("72", days=day, code="8867-4", unit="/min")
    assert asked() == few
    assert few <= 25


# One measure


def test_a_chart_says_what_it_shows_and_has_its_numbers(nurse, at, measured):
    for day in range(20, 0, -1):
        measured("72.5" if day % 2 else "72.9", days=day)
    measured("90", days=0)
    page = text(nurse.get(at(f"of/{WEIGHT}/")))
    assert "Weight is up" in page or "above usual" in page
    assert "data-chart" in page
    assert "usual" in page
    assert "Show the numbers" in page
    assert "written 90.0 kg" in page


def test_a_measure_never_taken_says_so_and_an_unknown_one_is_not_there(nurse, at):
    assert "No value of weight" in text(nurse.get(at(f"of/{WEIGHT}/")))
    assert nurse.get(at("of/12345-6/")).status_code == 404


def test_a_measure_of_another_system_is_shown_by_its_own_name(nurse, at, measured):
    measured("4.2", code="2823-3", text="Potassium", unit="mmol/L")
    assert "Potassium" in text(nurse.get(at()))
    assert "4.2 mmol/L" in text(nurse.get(at("of/2823-3/")))


def test_older_values_are_a_page_away(nurse, at, measured):
    for day in range(70):
        measured("72.5", days=day)
    page = nurse.get(at(f"of/{WEIGHT}/"))
    assert "Older values" in text(page)
    assert nurse.get(at(f"of/{WEIGHT}/?before=nonsense&days=7")).status_code == 200


def test_the_wrong_value_stays_crossed_out(nurse, at, measured, facility, resident):
    row = measured("27.5")
    url = at(f"values/{row.pk}/take-back/")
    assert nurse.get(url).status_code == 200
    assert nurse.post(url, {"reason": "  "}).status_code == 422
    answer = nurse.post(url, {"reason": "Swapped digits"})
    assert answer.status_code == 302
    assert f"corrects={row.pk}" in answer["Location"]
    page = text(nurse.get(at(f"of/{WEIGHT}/")))
    assert "Entered in error" in page
    assert "Swapped digits" in page
    assert nurse.post(url, {"reason": "Again"}).status_code == 422


# Entering


ROUND = {
    "v-8480-6": "128",
    "v-8462-4": "76",
    "v-8867-4": "72",
    "v-8310-5": "98.6",
    "v-59408-5": "97",
    f"v-{WEIGHT}": "159.8",
    "v-72514-3": "2",
    "v-41653-7": "104",
}


def test_a_round_is_written_in_one_go(nurse, at, facility):
    answer = nurse.post(at("record/"), ROUND, follow=True)
    assert "Recorded 7 values." in text(answer)
    found = {o.code: o for o in kept(facility)}
    assert found["85354-9"].reading == "128/76"
    assert (found["8310-5"].reading, found["8310-5"].unit) == ("98.6", "[degF]")
    assert (found[WEIGHT].reading, found[WEIGHT].unit) == ("159.8", "[lb_av]")


def test_sent_twice_it_is_written_once(nurse, at, facility):
    page = nurse.get(at("record/"))
    ref = page.context["form"]["client_ref"].value()
    for _time in range(2):
        assert nurse.post(at("record/"), ROUND | {"client_ref": str(ref)}).status_code == 302
    assert len(kept(facility)) == 7


def test_a_form_gone_back_to_and_filled_in_anew_is_asked_about_and_never_lost(
    nurse, at, facility
):
    ref = nurse.get(at("record/")).context["form"]["client_ref"].value()
    first = {"v-8867-4": "72", "client_ref": str(ref)}
    assert nurse.post(at("record/"), first).status_code == 302
    answer = nurse.post(at("record/"), first | {"v-8867-4": "75"})
    assert answer.status_code == 409
    assert "with other values" in text(answer)
    fresh = answer.context["form"]["client_ref"].value()
    assert fresh != str(ref)
    again = {"v-8867-4": "75", "client_ref": fresh}
    assert nurse.post(at("record/"), again).status_code == 302
    assert sorted(o.reading for o in kept(facility)) == ["72", "75"]


def test_what_cannot_be_is_refused_and_all_that_was_typed_stays(nurse, at, facility):
    typed = ROUND | {f"v-{WEIGHT}": "1598", "comment": "Sat on the new scale"}
    answer = nurse.post(at("record/"), typed)
    assert answer.status_code == 422
    page = text(answer)
    assert "cannot be" in page
    for value in ('value="1598"', 'value="128"', "Sat on the new scale"):
        assert value in page
    assert kept(facility) == []


def test_what_is_unusual_is_asked_about_and_then_kept(nurse, at, facility, measured):
    measured("72.5", days=7)
    typed = {f"v-{WEIGHT}": "132.0"}
    answer = nurse.post(at("record/"), typed)
    assert answer.status_code == 422
    assert "Weight was 159.8 lb last time" in text(answer)
    assert f'name="confirm-{WEIGHT}"' in text(answer)
    assert nurse.post(at("record/"), typed | {f"confirm-{WEIGHT}": "on"}).status_code == 302
    assert len(kept(facility)) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter at least one value"),
        ({"v-8480-6": "128"}, "Enter both numbers"),
        ({"v-8480-6": "76", "v-8462-4": "128"}, "has to be higher"),
        ({"v-8867-4": "quick"}, "quick is not a number"),
        ({"v-8867-4": "72", "day": "2020-01-01"}, "Say at what time that day"),
        ({"v-8867-4": "72", "day": "2999-01-01", "time": "07:00"}, "before it is measured"),
        (
            {"v-8867-4": "72", "day": "2026-01-01", "time": "07:00"},
            "Say in the comment why it is written now",
        ),
        ({"absent": WEIGHT}, "Say why it could not be taken"),
        ({"absent_reason": "asked-declined"}, "Say what could not be taken"),
        (
            {f"v-{WEIGHT}": "150", "absent": WEIGHT, "absent_reason": "asked-declined"},
            "There is a value for it above",
        ),
    ],
)
def test_the_form_says_how_to_put_it_right(nurse, at, facility, typed, said):
    answer = nurse.post(at("record/"), typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert kept(facility) == []


def test_what_was_declined_is_kept_with_its_reason(nurse, at, facility):
    nurse.post(
        at("record/"),
        {"v-8867-4": "72", "absent": WEIGHT, "absent_reason": "asked-declined"},
    )
    found = {o.code: o for o in kept(facility)}
    assert found[WEIGHT].absent_reason == "asked-declined"
    assert "Declined" in text(nurse.get(at()))


def test_words_are_chosen(nurse, at, facility):
    nurse.post(at("record/"), {"v-mood": "quiet", "v-bowel-movement": "4"})
    assert "4 Smooth and soft" in text(nurse.get(at()))
    assert {o.value_code for o in kept(facility)} == {"quiet", "4"}


def test_what_asked_for_it_and_where_one_came_from_are_kept(nurse, at, facility):
    task = "Task/0198c0de-0000-7000-8000-000000000001"
    page = nurse.get(at(f"record/?code={WEIGHT}&because={task}&next=/c/x/today/"))
    fields = text(page)
    assert f'value="{task}"' in fields
    assert fields.index(f'name="v-{WEIGHT}"') < fields.index('name="v-8480-6"')
    sent = {f"v-{WEIGHT}": "159.8", "because": task, "next": "/c/x/today/"}
    assert nurse.post(at("record/"), sent)["Location"] == "/c/x/today/"
    assert kept(facility)[0].because_type == "Task"


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", "x"])
def test_nobody_is_sent_elsewhere(nurse, at, wanted):
    answer = nurse.post(at("record/"), {"v-8867-4": "72", "next": wanted})
    assert answer["Location"] == at()


def test_just_after_midnight_a_late_hour_is_the_evening_before(nurse, at, facility):
    import datetime as d

    from hearth.kernel.intervals import instant_of

    tomorrow = clock.today(facility.zone) + d.timedelta(days=1)
    midnight = instant_of(tomorrow, d.time(0, 10), facility.zone)
    with clock.pinned(midnight):
        nurse.force_login(nurse.account)
        answer = nurse.post(at("record/"), {"v-8867-4": "72", "time": "23:40"})
    assert answer.status_code == 302, text(answer)
    assert kept(facility)[0].effective == midnight - d.timedelta(minutes=30)


# Who may


def test_an_aide_records_and_reads_nothing(as_role, at, facility):
    aide = as_role("caregiver")
    page = aide.get(at("record/"))
    assert page.status_code == 200
    assert "last " not in text(page).split("<main")[1].split("</main")[0]
    answer = aide.post(at("record/"), {"v-8867-4": "72"})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/residents/{kept(facility)[0].resident_id}/")
    assert aide.get(at()).status_code == 403
    assert aide.get(at(f"of/{WEIGHT}/")).status_code == 403


def test_only_who_may_takes_back(as_role, at, measured, facility):
    row = measured()
    url = at(f"values/{row.pk}/take-back/")
    aide = as_role("caregiver")
    assert aide.get(url).status_code == 403
    assert aide.post(url, {"reason": "Wrong"}).status_code == 403
    assert kept(facility)[0].status == "final"
    regional = as_role("regional-nurse")
    assert "Take back" not in text(regional.get(at(f"of/{WEIGHT}/")))
    assert regional.get(at("record/")).status_code == 403


@pytest.mark.parametrize("path", ["", "record/", f"of/{WEIGHT}/", "values/{pk}/take-back/"])
def test_another_communitys_resident_is_not_there(
    nurse, as_role, at, other_facility, measured, path
):
    path = path.format(pk=measured().pk)
    assert nurse.get(at(path)).status_code == 200
    stranger = as_role("nurse", other_facility)
    assert stranger.get(at(path)).status_code == 404
    assert stranger.get(at(path, where=other_facility)).status_code == 404
    assert stranger.post(at(path, where=other_facility), {"v-8867-4": "72"}).status_code in {
        404,
        405,
    }


def test_a_value_is_taken_back_under_its_own_resident_only(nurse, at, measured, facility):
    row = measured()
    with scoped(process_scope("test", facility.pk)):
        other = make_resident(facility, "Chen")
    path = f"values/{row.pk}/take-back/"
    assert nurse.get(at(path)).status_code == 200
    assert nurse.get(at(path, one=other)).status_code == 404


def test_a_restricted_value_is_not_shown_to_those_who_may_not(nurse, as_role, at, measured):
    measured("81.3", security_label="restricted")
    assert "179.2 lb" in text(nurse.get(at()))
    medtech = as_role("med-tech")
    assert "Nothing has been measured yet" in text(medtech.get(at()))


def test_values_that_are_all_old_are_shown_as_old_and_not_called_missing(
    nurse, at, resident, actor, facility
):
    long_ago = clock.now() - timedelta(days=2200)
    with scoped(process_scope("test", facility.pk)):
        make_observation(resident, actor, effective=long_ago, recorded=long_ago)
    text = nurse.get(at()).content.decode()
    assert "Nothing has been measured" not in text
    assert str(long_ago.year) in text
