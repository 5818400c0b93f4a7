"""The pages of call-offs, open shifts and agency passes: who may open them, what they do."""

from uuid import uuid4

import pytest

from hearth.care.rostering.models import AgencyPass, CallOff, OpenShift, ShiftOffer
from hearth.platform.scope import process_scope, scoped
from hearth.record.staff.models import StaffRole
from tests.factories.staff import make_duty, make_member, make_qualification, make_shift

from .conftest import DAY, HOUR, NOON


pytestmark = pytest.mark.django_db


@pytest.fixture
def house(facility):
    """Ana is planned for today; Bo could come instead."""
    with scoped(process_scope("test", facility.pk)):
        shift = make_shift(facility)
        made = {"shift": shift}
        for given in ("Ana", "Bo"):
            made[given] = make_member(facility, given=given, phone="555 0100")
            StaffRole.objects.create(
                facility=facility, member=made[given], role="caregiver", starts="2020-01-01"
            )
        made["duty"] = make_duty(made["Ana"], role="caregiver", shift=shift, starts=NOON - HOUR)
    return made


def url(facility, path):
    return f"/c/{facility.slug}/{path}"


def kept(facility, model):
    with scoped(process_scope("test", facility.pk)):
        return list(model.objects.all())


def called_off(facility, client, house):
    path = url(facility, f"duty/{house['duty'].pk}/call-off/")
    assert client.post(path, {"reason": "sick"}).status_code == 302
    return kept(facility, OpenShift)[0]


def test_the_board_leads_to_a_call_off_in_two_taps(facility, as_role, house):
    lead = as_role("shift-lead")
    path = url(facility, f"duty/{house['duty'].pk}/call-off/")
    assert path in lead.get(url(facility, "duty/")).content.decode()
    assert 'value="sick"' in lead.get(path).content.decode()
    done = lead.post(path, {"reason": "sick"})
    [row] = kept(facility, OpenShift)
    assert done["Location"].endswith(f"/open-shifts/{row.pk}/")
    assert [c.reason for c in kept(facility, CallOff)] == ["sick"]


def test_a_kind_of_reason_nobody_knows_is_refused(facility, as_role, house):
    lead = as_role("shift-lead")
    path = url(facility, f"duty/{house['duty'].pk}/call-off/")
    assert lead.post(path, {"reason": "norovirus"}).status_code == 422
    assert kept(facility, CallOff) == []


def test_open_shifts_show_who_is_free_with_number_and_hours(facility, as_role, house):
    lead = as_role("shift-lead")
    row = called_off(facility, lead, house)
    for path in ("open-shifts/", f"open-shifts/{row.pk}/"):
        page = lead.get(url(facility, path)).content.decode()
        assert "Bo Diaz" in page
        assert 'href="tel:555 0100"' in page
        assert "h this week with it" in page
        assert "instead of Ana Diaz" in page


def test_a_yes_is_one_tap_and_fills_the_shift(facility, as_role, house):
    lead = as_role("shift-lead")
    row = called_off(facility, lead, house)
    path = url(facility, f"open-shifts/{row.pk}/record-offer/")
    sent = {"member": str(house["Bo"].pk), "answer": "yes", "channel": "call"}
    assert lead.post(path, sent).status_code == 302
    assert [o.status for o in kept(facility, OpenShift)] == ["filled"]
    assert [o.answer for o in kept(facility, ShiftOffer)] == ["yes"]
    assert "Bo Diaz" in lead.get(url(facility, "open-shifts/")).content.decode()
    assert lead.post(path, sent).status_code == 409


def test_what_speaks_against_somebody_is_shown_and_only_some_overrule_it(
    facility, as_role, house
):
    lead, nurse = as_role("shift-lead"), as_role("nurse")
    row = called_off(facility, lead, house)
    with scoped(process_scope("test", facility.pk)):
        OpenShift.objects.filter(pk=row.pk).update(role="med-tech")
        StaffRole.objects.create(
            facility=facility, member=house["Bo"], role="med-tech", starts="2020-01-01"
        )
        make_qualification(house["Bo"], "medication-certificate", ends=NOON.date() - DAY)
    page = lead.get(url(facility, "open-shifts/")).content.decode()
    assert "Medication certificate ended" in page
    path = url(facility, f"open-shifts/{row.pk}/record-offer/")
    sent = {"member": str(house["Bo"].pk), "answer": "yes", "channel": "call"}
    assert lead.post(path, sent).status_code == 422
    sent["despite"] = "Nobody else"
    assert lead.post(path, sent).status_code == 422
    assert nurse.post(path, sent).status_code == 302


def test_a_shift_is_opened_and_closed_by_hand(facility, as_role, house):
    client = as_role("coordinator")
    sent = {"role": "caregiver", "starts": "2026-11-24T12:00", "ends": "2026-11-24T12:00"}
    assert client.post(url(facility, "open-shifts/open/"), sent).status_code == 422
    sent["ends"] = "2026-11-24T15:00"
    assert client.post(url(facility, "open-shifts/open/"), sent).status_code == 302
    [row] = kept(facility, OpenShift)
    path = url(facility, f"open-shifts/{row.pk}/close/")
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "shared"}).status_code == 302
    assert "No shift is open" in client.get(url(facility, "open-shifts/")).content.decode()


PASS = {
    "given": "Kim",
    "family": "Park",
    "agency": "Care Now",
    "role": "caregiver",
    "sort": "cna-certificate",
    "number": "CNA 4711",
    "ends": "2027-03-01",
    "pin": "573914",
    "until": "2026-11-24T15:00",
}


def test_an_agency_pass_is_one_form_and_ends_with_one_tap(facility, as_role, house):
    lead = as_role("shift-lead")
    made = lead.post(url(facility, "agency-passes/make/"), PASS)
    assert made.status_code == 302
    [row] = kept(facility, AgencyPass)
    assert "Kim Park" in lead.get(url(facility, "agency-passes/")).content.decode()
    assert lead.post(url(facility, f"agency-passes/{row.pk}/end/")).status_code == 302
    [row] = kept(facility, AgencyPass)
    assert row.ended_at == NOON


@pytest.mark.parametrize(
    ("change", "code"),
    [({"pin": "123456"}, 422), ({"number": ""}, 422), ({"role": "coordinator"}, 422)],
)
def test_a_refused_pass_keeps_what_was_typed_but_not_the_pin(
    facility, as_role, house, change, code
):
    answer = as_role("shift-lead").post(url(facility, "agency-passes/make/"), PASS | change)
    page = answer.content.decode()
    assert answer.status_code == code
    assert "Care Now" in page
    assert "573914" not in page
    assert kept(facility, AgencyPass) == []


@pytest.mark.parametrize("role", ["caregiver", "med-tech", "family"])
def test_who_does_not_lead_the_shift_opens_none_of_it(facility, as_role, house, role):
    client = as_role(role)
    paths = ["open-shifts/", "open-shifts/open/", "agency-passes/", "agency-passes/make/"]
    paths.append(f"duty/{house['duty'].pk}/call-off/")
    for path in paths:
        assert as_role("shift-lead").get(url(facility, path)).status_code == 200, path
        assert client.get(url(facility, path)).status_code == 403, path


def test_what_is_not_there_is_not_found(facility, as_role, house):
    client = as_role("coordinator")
    for path in (f"open-shifts/{uuid4()}/", f"duty/{uuid4()}/call-off/"):
        assert client.get(url(facility, path)).status_code == 404
