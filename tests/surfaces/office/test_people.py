"""Letting people in, giving and ending roles, and seeing them out."""

import re

import pytest
from django.test import Client

from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.models import AccessCode, Account, Membership
from hearth.platform.scope import process_scope, scoped
from tests.factories.identity import make_account


pytestmark = pytest.mark.django_db
PASSWORD = "quiet harbour lantern"


def code_on(page):
    return re.search(
        r"(?<![-\w])[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}(?![-\w])", page.content.decode()
    ).group()


def add(client, office, **changes):
    data = {"name": "Ana Diaz", "username": "ana.diaz", "roles": ["caregiver"], **changes}
    return client.post(office("people/add/"), data)


def test_administrator_lets_somebody_in_who_chooses_their_own_password(administrator, office):
    sheet = add(administrator, office)
    assert sheet.status_code == 200
    code = code_on(sheet)
    assert "<svg" in sheet.content.decode()
    assert code.replace("-", "") not in str(list(AccessCode.objects.values()))

    newcomer = Client()
    answer = newcomer.post(
        "/enter/code/",
        {"username": "Ana.Diaz", "code": code.lower(), "password": PASSWORD, "again": PASSWORD},
    )
    assert answer["Location"] == "/"
    assert newcomer.get("/account/").status_code == 200
    # The code worked once.
    again = Client().post(
        "/enter/code/",
        {"username": "ana.diaz", "code": code, "password": PASSWORD, "again": PASSWORD},
    )
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "Ana Diaz!"}, "small letters"),
        ({"roles": []}, "required"),
        ({"roles": ["emperor"]}, "valid choice"),
        ({"name": ""}, "required"),
    ],
)
def test_refused_person_leaves_nothing_and_keeps_what_was_typed(
    administrator, office, changes, said
):
    before = Account.objects.count()
    page = add(administrator, office, **changes)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Ana" in page.content.decode()
    assert Account.objects.count() == before


def test_user_name_is_taken_once_in_the_house(administrator, office):
    add(administrator, office)
    page = add(administrator, office)
    assert page.status_code == 422
    assert "Somebody already signs in" in page.content.decode()
    assert Account.objects.filter(username="ana.diaz").count() == 1


def test_people_page_is_for_the_office_alone(administrator, as_role, office, other_facility):
    assert administrator.get(office("people/")).status_code == 200
    assert as_role("caregiver").get(office("people/")).status_code == 403
    assert administrator.get(office("people/", other_facility)).status_code == 404
    assert as_role("administrator", other_facility).get(office("people/")).status_code == 404


def test_person_of_another_community_is_not_found(
    administrator, office, facility, other_facility
):
    here = make_account("nurse", facility)
    there = make_account("nurse", other_facility)
    assert administrator.get(office(f"people/{here.pk}/")).status_code == 200
    for path in ("", "reset/", "off-board/"):
        assert administrator.get(office(f"people/{there.pk}/{path}")).status_code == 404
    for path in ("grant-role/", "sign-out/", "unlock-pin/", "deny/", "allow/", "off-board/"):
        assert administrator.post(office(f"people/{there.pk}/{path}")).status_code == 404


def test_given_role_works_from_the_next_page_on(administrator, as_role, office):
    caregiver = as_role("caregiver")
    assert caregiver.get(office("people/")).status_code == 403
    given = administrator.post(
        office(f"people/{caregiver.account.pk}/grant-role/"), {"role": "executive-director"}
    )
    assert given.status_code == 302
    assert caregiver.get(office("people/")).status_code == 200


def test_only_an_administrator_makes_administrators(as_role, office, account_of):
    director = as_role("executive-director")
    nurse = account_of("nurse")
    answer = director.post(office(f"people/{nurse.pk}/grant-role/"), {"role": "administrator"})
    assert answer.status_code == 422
    assert not Membership.objects.filter(actor=nurse.actor, role="administrator").exists()


def test_ended_role_is_ended_at_once(administrator, as_role, office):
    director = as_role("executive-director")
    assert director.get(office("people/")).status_code == 200
    role = Membership.objects.get(actor=director.account.actor)
    url = office(f"people/roles/{role.pk}/end/")
    assert administrator.get(url).status_code == 200
    assert administrator.post(url).status_code == 302
    assert director.get(office("people/")).status_code == 404


def test_last_administrator_stays(administrator, office):
    role = Membership.objects.get(actor=administrator.account.actor)
    answer = administrator.post(office(f"people/roles/{role.pk}/end/"))
    assert answer.status_code == 422
    assert "last administrator" in answer.content.decode()
    role.refresh_from_db()
    assert role.ends is None


def test_denied_permission_wins_over_every_role(administrator, as_role, office):
    director = as_role("executive-director")
    key = director.account.pk
    assert director.get(office("people/")).status_code == 200
    denied = administrator.post(
        office(f"people/{key}/deny/"), {"permission": "identity.view_people"}
    )
    assert denied.status_code == 302
    assert director.get(office("people/")).status_code == 403
    # Another role does not bring it back.
    administrator.post(office(f"people/{key}/grant-role/"), {"role": "coordinator"})
    assert director.get(office("people/")).status_code == 403
    administrator.post(office(f"people/{key}/allow/"), {"permission": "identity.view_people"})
    assert director.get(office("people/")).status_code == 200


def test_off_boarding_says_what_ends_and_ends_it_at_once(
    administrator, as_role, office, facility
):
    director = as_role("executive-director")
    account = director.account
    Account.objects.filter(pk=account.pk).update(pin="x")
    url = office(f"people/{account.pk}/off-board/")
    page = administrator.get(url).content.decode()
    assert "signed out" in page
    assert "Executive director" in page
    assert director.get(office("people/")).status_code == 200

    assert administrator.post(url).status_code == 302

    assert director.get(office("people/")).status_code == 302  # a stranger's answer
    account.refresh_from_db()
    assert (account.is_active, account.pin) == (False, "")
    with scoped(process_scope("test", facility.pk)):
        assert (
            AuditEvent.objects.filter(action="identity.off_board", entity_id=account.pk).count()
            == 1
        )


def test_off_boarding_here_leaves_another_community_alone(
    administrator, as_role, office, other_facility, facility
):
    nurse = as_role("nurse")
    make = Membership.objects.get(actor=nurse.account.actor)
    Membership.objects.create(
        actor=make.actor, facility=other_facility, role="nurse", starts=make.starts
    )
    administrator.post(office(f"people/{nurse.account.pk}/off-board/"))
    nurse.account.refresh_from_db()
    assert nurse.account.is_active
    assert Membership.objects.get(actor=make.actor, facility=other_facility).ends is None


def test_nobody_off_boards_themselves(administrator, office):
    answer = administrator.post(office(f"people/{administrator.account.pk}/off-board/"))
    assert answer.status_code == 422
    assert administrator.get(office()).status_code == 200


def test_sign_out_everywhere_ends_sessions_but_not_the_account(administrator, as_role, office):
    nurse = as_role("nurse")
    assert nurse.get("/account/").status_code == 200
    administrator.post(office(f"people/{nurse.account.pk}/sign-out/"))
    assert nurse.get("/account/").status_code == 302


def test_reset_hands_out_a_code_and_ends_sessions(administrator, as_role, office):
    nurse = as_role("nurse")
    url = office(f"people/{nurse.account.pk}/reset/")
    assert administrator.get(url).status_code == 200
    code = code_on(administrator.post(url))
    assert nurse.get("/account/").status_code == 302
    done = Client().post(
        "/enter/code/",
        {
            "username": nurse.account.username,
            "code": code,
            "password": PASSWORD,
            "again": PASSWORD,
        },
    )
    assert done.status_code == 302


def test_five_wrong_codes_end_the_code(administrator, office):
    code = code_on(add(administrator, office))

    def tried(with_code):
        return Client().post(
            "/enter/code/",
            {
                "username": "ana.diaz",
                "code": with_code,
                "password": PASSWORD,
                "again": PASSWORD,
            },
        )

    assert [tried("2222-2222").status_code for _ in range(5)] == [422] * 5
    assert tried(code).status_code == 422


def test_code_ends_after_three_days(administrator, office):
    code = code_on(add(administrator, office))
    AccessCode.objects.update(expires_at="2020-01-01T00:00Z")
    answer = Client().post(
        "/enter/code/",
        {"username": "ana.diaz", "code": code, "password": PASSWORD, "again": PASSWORD},
    )
    assert answer.status_code == 422


def test_a_code_tells_nothing_about_names(administrator, office):
    add(administrator, office)
    data = {"code": "2222-2222", "password": PASSWORD, "again": PASSWORD}
    known = Client().post("/enter/code/", {"username": "ana.diaz", **data})
    unknown = Client().post("/enter/code/", {"username": "nobody.at.all", **data})
    said = [re.findall(r'field-error".*?</p>', r.content.decode()) for r in (known, unknown)]
    assert said[0] == said[1] != []


def test_roles_table_is_readable(administrator, as_role, office):
    page = administrator.get(office("people/roles/")).content.decode()
    for word in ("Resident care coordinator", "Med-tech", "Record a task"):
        assert word in page
    assert as_role("nurse").get(office("people/roles/")).status_code == 403


def test_resident_is_opened_to_family_one_by_one(
    as_role, office, facility, resident_of, account_of
):
    director = as_role("executive-director")
    daughter = account_of("family")
    hayes = resident_of(facility)
    url = office(f"people/{daughter.pk}/")
    assert "Margaret Hayes" in director.get(url).content.decode()
    data = {"resident": str(hayes.pk), "basis": "family"}
    assert director.post(url + "open-resident/", data).status_code == 302
    assert director.post(url + "open-resident/", data).status_code == 409
    row = re.search(r"people/residents/([0-9a-f-]+)/close/", director.get(url).content.decode())
    assert director.post(office(f"people/residents/{row.group(1)}/close/")).status_code == 302
    assert "people/residents/" not in director.get(url).content.decode()
