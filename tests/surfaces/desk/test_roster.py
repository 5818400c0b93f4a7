"""The roster: what each column says, who may read it, how it narrows, prints and leaves."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.content import lists
from hearth.platform.identity.roles import ROLES
from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.doors import door_order
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import day_text
from hearth.record.documents.models import Disclosure
from hearth.record.residents.codes import Mobility, Transfer
from hearth.record.residents.models import (
    AllergyIntolerance,
    CallFirst,
    CareTeamMember,
    ContactAuthority,
    Flag,
    LevelOfCare,
    Resident,
    SavedList,
)
from hearth.record.residents.rules import evacuation_need
from hearth.record.staff.actions import set_not_at_work
from hearth.surfaces.desk.presenters import roster as presenters
from hearth.surfaces.desk.presenters.columns import ALWAYS, COLUMNS, Reads, columns, needs_of
from hearth.surfaces.desk.queries.roster import roster
from tests.factories.residents import (
    make_contact,
    make_placement,
    make_resident,
    make_stay,
    make_whereabouts,
)
from tests.factories.staff import make_member, make_practitioner
from tests.factories.tenancy import make_place
from tests.surfaces.test_query_budget import MOST, asked


pytestmark = pytest.mark.django_db
MOST_ASKED = 8


@pytest.fixture
def lives(facility, actor):
    """``lives("Hayes", "214", code_status="dnr")``: somebody who lives in an apartment."""

    def make(family="Hayes", number="214", status="lives-here", **kwargs):
        place = make_place(facility, number, position=1)
        with scoped(process_scope("test", facility.pk)):
            one = make_resident(facility, family, **kwargs)
            make_placement(make_stay(one, status), place, actor)
        return one

    return make


@pytest.fixture
def read(facility):
    """``read(hayes, "diet")``: what one column says of somebody."""

    def of(resident, code):
        with scoped(process_scope("test", facility.pk)) as scope:
            column = next(c for c in COLUMNS if c.code == code)
            now, day = clock.now(), facility.today()
            rows = roster(scope, now, day, needs_of([column]))
            row = next(r for r in rows if r.resident.pk == resident.pk)
            return column.text(row, Reads(facility, now, day))

    return of


@pytest.fixture
def write(facility, actor):
    """``write(Flag, hayes, code="oxygen")``: a row about somebody."""

    def of(model, resident, **kwargs):
        with scoped(process_scope("test", facility.pk)):
            return model.objects.create(facility=facility, resident=resident, **kwargs)

    return of


@pytest.fixture
def flag(write, actor):
    def of(resident, code, **kwargs):
        given = {"since": clock.now() - timedelta(days=2), "raised_by": actor} | kwargs
        return write(Flag, resident, code=code, **given)

    return of


@pytest.fixture
def allergy(write, actor):
    def of(resident, text, **kwargs):
        given = {"recorded": clock.now(), "recorder": actor} | kwargs
        return write(AllergyIntolerance, resident, text=text, **given)

    return of


@pytest.fixture
def level(write, actor, facility):
    """``level(hayes, "level-2", days_ago=3)``: a level that began then."""

    def of(resident, code, *, days_ago, entered_in_error=False):
        wrong = {
            "entered_in_error_at": clock.now(),
            "entered_in_error_by": actor,
            "entered_in_error_reason": "Another resident",
        }
        return write(
            LevelOfCare,
            resident,
            level=code,
            starts=facility.today() - timedelta(days=days_ago),
            decided_by="Kim Lee, RN",
            reason="One person helps",
            recorded=clock.now(),
            recorder=actor,
            **(wrong if entered_in_error else {}),
        )

    return of


def all_columns():
    return {column.code: column for column in COLUMNS}


def one_zone(resident):
    """The zone of somebody's community."""
    return Facility.objects.get(pk=resident.facility_id).zone


def shown(client, facility, path=""):
    answer = client.get(f"/c/{facility.slug}/roster/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


# What each column says


@pytest.mark.parametrize(
    ("code", "said", "text"),
    [
        ("room", {}, "214"),
        ("name", {"preferred": "Peg"}, 'Margaret Hayes ("Peg")'),
        ("neighborhood", {}, "East"),
        ("code-status", {"code_status": "dnr-dni"}, "DNR and DNI"),
        ("diet", {"diet": ["renal", "halal"], "diet_comment": "No soup"}, "Renal, Halal · No soup"),
        ("texture", {"food_texture": "5"}, "5 Minced and moist"),
        ("fluids", {"fluid_thickness": "2"}, "2 Mildly thick"),
        ("mobility", {"mobility": "walker"}, "Walker"),
        ("transfer", {"transfer": "two-person"}, "Two people help"),
        ("evacuation", {"mobility": "walker", "transfer": "one-person"}, "Walks with help"),
        ("born", {"birth_date": date(1936, 4, 12)}, "12-Apr-1936"),
        ("born", {"birth_date": date(1936, 1, 1), "birth_date_precision": "year"}, "1936"),
        ("where", {}, ""),
        ("watch", {}, ""),
        ("hospice", {}, ""),
        ("level", {}, ""),
        ("call-first", {}, ""),
        ("oxygen", {}, ""),
        ("precautions", {}, ""),
        ("decides", {}, ""),
    ],
)  # fmt: skip
def test_a_column_of_the_record(lives, read, code, said, text):
    assert read(lives(**said), code) == text


def test_the_age_is_counted_at_the_community(lives, read, facility):
    today = facility.today()
    one = lives(birth_date=date(today.year - 90, today.month, min(today.day, 28)))
    assert read(one, "age") == "90"


def test_where_somebody_is_stands_out_only_when_not_in_the_house(lives, read, facility, actor):
    away, sick, here = lives("Away", "1", "away"), lives("Sick", "2", "hospital"), lives()
    out = lives("Out", "3")
    with scoped(process_scope("test", facility.pk)):
        make_whereabouts(out, actor, out_for="family")
    assert read(here, "where") == ""
    assert read(away, "where").startswith("Away")
    assert read(sick, "where").startswith("In hospital")
    assert read(out, "where").startswith("Out: With family or friends")


def test_oxygen_and_precautions_hold_only_as_long_as_they_do(lives, read, flag):
    one, two = lives(), lives("Boyle", "118")
    flag(one, "oxygen")
    since = clock.now() - timedelta(days=3)
    flag(two, "infection", precaution="stomach", raised_reason="Vomited", since=since)
    flag(two, "oxygen", until=clock.now() - timedelta(minutes=1))
    assert (read(one, "oxygen"), read(two, "oxygen")) == ("Yes", "")
    assert read(two, "precautions").startswith("Stomach illness precautions since")
    assert day_text(since.astimezone(one_zone(two))) == read(two, "onset")
    assert read(two, "signs") == "Vomited"


def test_what_the_kitchen_leaves_out(lives, read, allergy):
    asked_all, food, medicine, nobody = (lives(n, str(i)) for i, n in enumerate("ABCD", 1))
    allergy(asked_all, "No known allergies", code="716186003")
    allergy(food, "Shrimp", category=["food"])
    allergy(food, "Penicillin", category=["medication"])
    allergy(food, "Latex or nuts")
    allergy(medicine, "Penicillin", category=["medication"])
    assert read(asked_all, "food-allergies") == "None known"
    assert read(food, "food-allergies") == "Latex or nuts, Shrimp"
    assert read(medicine, "food-allergies") == "Not asked yet"
    assert read(nobody, "food-allergies") == "Not asked yet"
    assert "Penicillin" in read(food, "allergies")


def test_hospice_and_who_decides(lives, read, write, facility, actor):
    one = lives()
    with scoped(process_scope("test", facility.pk)):
        house = make_practitioner(facility, "Harbor Hospice")
        poa, other = make_contact(one), make_contact(one, "Lee", "Tom")
    write(CareTeamMember, one, practitioner=house, role="hospice")
    write(ContactAuthority, one, contact=poa, authority="health-poa")
    write(ContactAuthority, one, contact=other, authority="billing")
    yesterday = facility.today() - timedelta(days=1)
    write(ContactAuthority, one, contact=other, authority="guardian", ends=yesterday)
    assert "Harbor Hospice" in read(one, "hospice")
    assert read(one, "decides") == "Ann Boyle 515-555-0123"


def test_the_level_that_holds_today_in_the_houses_words(lives, read, level):
    one, two = lives(), lives("Boyle", "118")
    level(one, "level-1", days_ago=90)
    level(one, "level-3", days_ago=2)
    level(one, "level-4", days_ago=-5)
    level(two, "level-2", days_ago=0, entered_in_error=True)
    assert (read(one, "level"), read(two, "level")) == ("Level 3", "")


def test_a_level_that_is_no_longer_offered_keeps_its_words(lives, read, level):
    one = lives()
    level(one, "level-9", days_ago=1)
    assert read(one, "level") == "level-9"


def test_whom_to_call_first_in_words(lives, read, write, actor):
    one, two = lives(), lives("Boyle", "118")
    said = {"said_at": clock.now(), "said_by": actor}
    write(CallFirst, one, text="The daughter", position=2, **said)
    write(CallFirst, one, text="Hospice before 911", unless="A broken bone", **said)
    over = {"ended_at": clock.now(), "ended_by": actor, "ended_reason": "Left hospice"}
    write(CallFirst, two, text="Hospice before 911", **said, **over)
    words = "Hospice before 911 (unless: A broken bone); The daughter"
    assert (read(one, "call-first"), read(two, "call-first")) == (words, "")


def test_the_level_and_whom_to_call_of_a_merged_record_count(
    lives, read, write, level, facility, actor
):
    one = lives()
    with scoped(process_scope("test", facility.pk)):
        old = make_resident(facility, "Hays", merged_into=one)
    level(one, "level-1", days_ago=30)
    level(old, "level-2", days_ago=3)
    write(CallFirst, old, text="Hospice before 911", said_at=clock.now(), said_by=actor)
    assert read(one, "level") == "Level 2"
    assert read(one, "call-first") == "Hospice before 911"


def test_it_narrows_and_sorts_by_level(as_role, facility, lives, level):
    for family, door, code in (
        ("Adams", "101", "memory-care"),
        ("Young", "9", ""),
        ("Miller", "10", "level-2"),
        ("Boyle", "118", "level-2"),
    ):
        one = lives(family, door)
        if code:
            level(one, code, days_ago=1)
    client = as_role("caregiver")
    page = shown(client, facility, "?list=diet&c=diet&sort=level&group=none")
    at = [page.index(name) for name in ("Miller", "Boyle", "Adams", "Young")]
    assert at == sorted(at)
    page = shown(client, facility, "?list=diet&c=level&level=level-2")
    assert "2 of 4 residents" in page
    assert "Level of care: Level 2" in page
    assert "1 of 4 residents" in shown(client, facility, "?c=level&level=none")


def test_who_may_not_read_the_level_does_not_sort_by_it(lives, level, facility):
    known = {code: column for code, column in all_columns().items() if code != "level"}
    offered = {"x": presenters.Asked(columns=("room", "name"), sort="level")}
    found = presenters.read(QueryDict("sort=level&c=level"), offered, known)
    assert (found.sort, "level" in found.columns) == ("room", False)


def test_what_stands_on_a_merged_record_counts(lives, read, flag, facility):
    one = lives()
    with scoped(process_scope("test", facility.pk)):
        old = make_resident(facility, "Hays", merged_into=one)
    flag(old, "oxygen")
    assert read(one, "oxygen") == "Yes"


@pytest.mark.parametrize(
    ("mobility", "transfer", "need"),
    [
        ("independent", "", "walks"),
        ("walker", "standby", "walks"),
        ("cane", "one-person", "with-help"),
        ("walks-with-help", "", "with-help"),
        ("independent", "stand-aid", "with-help"),
        ("wheelchair-self", "independent", "wheelchair"),
        ("wheelchair-pushed", "two-person", "wheelchair"),
        ("wheelchair-pushed", "full-lift", "carried"),
        ("bed", "", "carried"),
        ("", "full-lift", "carried"),
        ("", "independent", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_how_somebody_is_moved(mobility, transfer, need):
    assert evacuation_need(mobility, transfer) == need


def test_every_way_of_moving_is_read():
    for mobility in Mobility:
        for transfer in Transfer:
            assert evacuation_need(mobility, transfer) != "unknown"


# In which order


def test_doors_stand_in_the_order_one_walks():
    labels = ["101 B", "10", "Cottage 2", "101", "9", "101 A", "Cottage 10", ""]
    assert sorted(labels, key=door_order) == [
        "9", "10", "101", "101 A", "101 B", "Cottage 2", "Cottage 10", "",
    ]  # fmt: skip


def test_rows_stand_by_door_or_by_name(as_role, facility, lives):
    for family, door in (("Adams", "101"), ("Young", "9"), ("Miller", "10")):
        lives(family, door)
    client = as_role("coordinator")
    by_door = shown(client, facility, "?list=diet&c=diet&sort=room&group=none")
    assert by_door.index("Young") < by_door.index("Miller") < by_door.index("Adams")
    by_name = shown(client, facility, "?list=diet&c=diet&sort=name&group=none")
    assert by_name.index("Adams") < by_name.index("Miller") < by_name.index("Young")


# Who may read what


@pytest.mark.parametrize(
    "role", [r for r in ROLES if "desk.view_roster" in ROLES[r].permissions]
)
def test_a_column_a_role_may_not_read_does_not_exist_for_it(role, account_of, facility):
    from hearth.platform.identity.scopes import scope_for

    scope = scope_for(account_of(role).actor, facility)
    found = columns(scope)
    assert set(ALWAYS) <= found.keys()
    for column in COLUMNS:
        assert (column.code in found) == (
            not column.permission or column.permission in ROLES[role].permissions
        )


def test_a_column_that_is_asked_for_by_hand_does_not_come(as_role, facility, lives, flag):
    one = lives(preferred="Peg")
    flag(one, "infection", precaution="stomach", raised_reason="Vomited twice")
    path = "?list=line-list&c=signs&c=precautions"
    assert "Vomited twice" in shown(as_role("nurse"), facility, path)
    aide = shown(as_role("caregiver"), facility, path)
    assert "Vomited twice" not in aide
    assert "Stomach illness precautions" in aide


def test_nobody_without_the_permission_opens_it(as_role, facility):
    for role in ("family", "dining", "administrator"):
        assert as_role(role).get(f"/c/{facility.slug}/roster/").status_code in {403, 404}
    assert as_role("caregiver").get(f"/c/{facility.slug}/roster/export/").status_code == 403


# Narrowing


def test_it_narrows_and_says_to_what(as_role, facility, lives, flag):
    one, two = lives(code_status="dnr"), lives("Boyle", "118", code_status="full-code")
    flag(two, "infection", precaution="droplet")
    client = as_role("coordinator")
    page = shown(client, facility, "?list=census&c=code-status&code-status=dnr")
    assert "1 of 2 residents" in page
    assert (str(one.pk) in page, str(two.pk) in page) == (True, False)
    assert "Code status: DNR" in page
    for values, who in (("any", two), ("none", one), ("droplet", two)):
        page = shown(client, facility, f"?c=precautions&precautions={values}")
        assert str(who.pk) in page
        assert "1 of 2 residents" in page


def test_a_filter_by_what_nobody_may_read_is_no_filter(as_role, facility, lives, allergy):
    one = lives()
    page = shown(as_role("caregiver"), facility, "?c=hospice&hospice=any")
    assert str(one.pk) in page


def test_nobody_on_a_list_is_said(as_role, facility, lives):
    lives()
    page = shown(as_role("coordinator"), facility, "?list=precautions")
    assert "Nobody is on this list now" in page


def test_a_list_refreshed_by_htmx_is_its_part_alone(as_role, facility, lives):
    lives()
    part = as_role("coordinator").get(
        f"/c/{facility.slug}/roster/?list=diet&c=diet",
        headers={"HX-Request": "true", "HX-Target": "roster"},
    )
    assert "<html" not in part.content.decode()
    assert 'hx-swap-oob="innerHTML:#roster-answer"' in part.content.decode()


# The shipped lists


def test_every_shipped_list_names_columns_that_exist(facility):
    known = {column.code: column for column in COLUMNS}
    shipped = lists.items("roster-views", facility)
    assert [i.code for i in shipped] == [
        "census", "diet", "evacuation", "code-status", "on-watch", "precautions", "line-list",
    ]  # fmt: skip
    for item in shipped:
        assert set(item.values["columns"]) <= known.keys()
        assert all(known[c].values for c in item.values.get("filters", {}))


def test_the_diet_list_carries_no_diagnosis(facility):
    diet = lists.item("roster-views", "diet", facility)
    assert not {"hospice", "signs", "precautions", "allergies"} & set(diet.values["columns"])


def test_the_evacuation_list_counts_how_people_are_moved(as_role, facility, lives):
    lives(mobility="walker")
    lives("Boyle", "118", mobility="bed")
    lives("Chen", "9", "hospital", mobility="bed")
    page = shown(as_role("caregiver"), facility, "print/?list=evacuation")
    assert "3 residents · 1 not in the house · Walks 1 · Is carried 2" in page
    assert page.count('class="tick"') == 3


# On paper and as a file


def test_the_sheet_says_as_of_when_and_by_whom(as_role, facility, lives):
    one = lives(diet=["renal"])
    client = as_role("nurse")
    page = shown(client, facility, "print/?list=diet")
    assert client.account.actor.label in page
    assert "As of" in page
    assert "Renal" in page
    with scoped(process_scope("test", facility.pk)):
        line = AuditEvent.objects.get(action="desk.print_roster")
        assert (line.actor_id, line.detail["residents"]) == (
            client.account.actor_id,
            [str(one.pk)],
        )


def export(client, facility, path="?list=diet", **said):
    return client.post(
        f"/c/{facility.slug}/roster/export/{path}",
        {"to_whom": "M. Ruiz, Fresh Fare Catering", "reason": "Menus", "form": "csv"} | said,
    )


def test_the_file_holds_what_is_shown_and_no_formula(as_role, facility, lives):
    one = lives(diet=["renal"], diet_comment="=HYPERLINK(1)")
    lives("=cmd|' /C calc'!A0", "9", given="")
    client = as_role("coordinator")
    answer = export(client, facility)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Group", "Room", "Resident", "Diet"]
    assert [row[1] for row in rows[1:]] == ["9", "214"]
    assert rows[1][2].startswith("'=cmd")
    assert rows[2][3] == "Renal · =HYPERLINK(1)"
    assert "attachment" in answer["Content-Disposition"]
    with scoped(process_scope("test", facility.pk)):
        line = AuditEvent.objects.get(action="desk.export_roster")
        assert line.detail["to_whom"] == "M. Ruiz, Fresh Fare Catering"
        assert line.detail["reason"] == "Menus"
        assert line.detail["list"] == "diet"
        assert (line.detail["format"], line.detail["count"]) == ("csv", 2)
        assert str(one.pk) in line.detail["residents"]
        release = Disclosure.objects.get()
        assert one.pk in release.residents
        assert (release.to_whom, release.way) == ("M. Ruiz, Fresh Fare Catering", "file")
        assert (release.purpose, release.purpose_text) == ("other", "Menus")
    copies = client.get(f"/c/{facility.slug}/residents/{one.pk}/copies-given/").content.decode()
    assert "M. Ruiz, Fresh Fare Catering" in copies
    assert "Menus" in copies


def test_the_workbook_holds_the_same(as_role, facility, lives):
    lives("+1", "9", diet=["renal"])
    answer = export(as_role("executive-director"), facility, form="xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][1:4] == ["9", "Margaret +1", "Renal"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("left_out", "kept"),
    [("reason", "M. Ruiz, Fresh Fare Catering"), ("to_whom", "Menus of December")],
)
def test_no_file_leaves_without_to_whom_and_why(as_role, facility, lives, left_out, kept):
    lives(diet=["renal"])
    said = {"reason": "Menus of December", "form": "xlsx", left_out: " "}
    answer = export(as_role("coordinator"), facility, **said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert kept in page
    assert re.search(r'value="xlsx"[^>]*checked', page)
    assert "?list=diet" in page
    with scoped(process_scope("test", facility.pk)):
        assert not AuditEvent.objects.filter(action="desk.export_roster").exists()
        assert not Disclosure.objects.exists()


def test_a_list_of_nobody_is_a_file_and_no_release(as_role, facility):
    answer = export(as_role("coordinator"), facility)
    assert "attachment" in answer["Content-Disposition"]
    with scoped(process_scope("test", facility.pk)):
        assert AuditEvent.objects.filter(action="desk.export_roster").exists()
        assert not Disclosure.objects.exists()


# Kept lists


def test_a_list_is_kept_opened_and_taken_off(as_role, facility, lives):
    lives(diet=["renal"])
    client = as_role("coordinator")
    base = f"/c/{facility.slug}/roster/lists/save/?c=diet&diet=renal&sort=name&group=none"
    answer = client.post(base, {"name": "Renal diets"}, follow=True)
    assert "Renal diets: 1 resident" in answer.content.decode()
    with scoped(process_scope("test", facility.pk)):
        saved = SavedList.objects.get()
        assert saved.asked == {
            "columns": ["room", "name", "diet"],
            "filters": {"diet": ["renal"]},
            "sort": "name",
            "group": "none",
        }
    other = as_role("nurse")
    assert "Renal diets" not in shown(other, facility)
    end = f"/c/{facility.slug}/roster/lists/{saved.pk}/end/"
    assert other.post(end).status_code == 404
    assert client.post(end).status_code == 302
    assert "Renal diets" not in shown(client, facility)


def test_a_list_for_everybody_is_everybodys(as_role, facility, lives):
    lives()
    client = as_role("coordinator")
    client.post(
        f"/c/{facility.slug}/roster/lists/save/?c=diet", {"name": "Table plan", "shared": "on"}
    )
    assert "Table plan" in shown(as_role("caregiver"), facility)
    aide = as_role("caregiver").get(f"/c/{facility.slug}/roster/lists/save/?c=diet")
    assert "For everybody" not in aide.content.decode()


# Who looked, and how much is asked


def test_a_look_at_the_roster_is_one_line_for_the_list(as_role, facility, lives):
    one = lives()
    client = as_role("caregiver")
    shown(client, facility)
    with scoped(process_scope("test", facility.pk)):
        line = AuditEvent.objects.get(action="desk.view_roster")
        assert line.detail["residents"] == [str(one.pk)]


TWELVE = (
    "room name neighborhood run age where code-status diet texture transfer precautions watch"
)


OF_A_SHIFT = (
    "room name run level code-status diet texture transfer oxygen hospice watch precautions where "
    "call-first"
)
"""What the day asks for, and whom to call first besides."""


@pytest.mark.parametrize("wanted", [TWELVE, OF_A_SHIFT])
def test_twelve_columns_ask_at_most_eight_times(maple, wanted):
    needs = needs_of(all_columns()[code] for code in wanted.split())
    with scoped(process_scope("test", maple.pk)) as scope:
        now = clock.now()
        with CaptureQueriesContext(connection) as captured:
            rows = roster(scope, now, maple.today(), needs)
        assert len(rows) > 90
        assert Resident.objects.count() > 90
    assert len(asked(captured)) <= MOST_ASKED, "\n".join(asked(captured))


def test_every_column_at_once_is_a_page_like_any_other(maple):
    from tests.surfaces.desk.test_desk import signed_in

    client = signed_in("coordinator")
    path = "/c/maple-court/roster/?" + "&".join(f"c={column.code}" for column in COLUMNS)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    assert len(asked(captured)) <= MOST, "\n".join(asked(captured))


# The line list of an outbreak


@pytest.fixture
def away(facility, actor):
    """``away("Lee", "infection-precautions")``: somebody of the staff who is not at work."""

    def make(family, reason):
        with scoped(process_scope("test", facility.pk)) as scope:
            member = make_member(facility, family)
            return set_not_at_work(
                scope=scope,
                by=actor,
                member=member,
                until=facility.today() + timedelta(days=2),
                reason=reason,
                said_by="Herself",
            )

    return make


def test_the_line_list_tells_of_staff_too_without_what_they_have(
    as_role, facility, lives, flag, away
):
    flag(lives(), "infection", precaution="stomach", raised_reason="Vomited twice")
    away("Lee", "infection-precautions")
    away("Diaz", "sick")
    client = as_role("coordinator")
    for path in ("?list=line-list", "print/?list=line-list"):
        page = shown(client, facility, path)
        assert "Vomited twice" in page
        assert "Lee" in page
        assert "Diaz" not in page
    file = export(client, facility, "?list=line-list").content.decode()
    assert "Lee" in file
    assert "Lee" not in shown(client, facility, "?list=precautions")


def test_staff_stand_only_for_who_may_see_them(as_role, facility, lives, flag, away):
    flag(lives(), "infection", precaution="stomach")
    away("Lee", "infection-precautions")
    assert "Lee" not in shown(as_role("caregiver"), facility, "?list=line-list")
