"""Emergency access: one resident, a reason, 60 minutes, and a look by somebody else."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.platform.identity.models import EmergencyAccess
from hearth.platform.identity.scopes import emergency_scope, scope_for
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped


pytestmark = pytest.mark.django_db
SAID = {"reason": "treatment", "explanation": "Found on the floor, breathing badly"}


def ask(client, facility, resident, **changes):
    return client.post(
        f"/c/{facility.slug}/emergency-access/{resident.pk}/", {**SAID, **changes}
    )


def rows(facility):
    with scoped(process_scope("test", facility.pk)):
        return list(EmergencyAccess.objects.all())


@pytest.fixture
def hayes(facility, resident_of):
    return resident_of(facility)


def test_access_opens_one_resident_for_sixty_minutes(as_role, facility, hayes, resident_of):
    client = as_role("med-tech")
    other = resident_of(facility, "Boyle", "Ann")
    assert ask(client, facility, hayes).status_code == 302
    [row] = rows(facility)
    assert row.until - row.opened_at == timedelta(minutes=60)

    base = scope_for(client.account.actor, facility)
    with scoped(base):
        wider = emergency_scope(base, hayes.pk)
        assert wider.residents == frozenset({hayes.pk})
        assert wider.may("notes.view_notes")
        assert not base.may("notes.view_notes")
        assert emergency_scope(base, other.pk) is None
        with clock.pinned(row.until):
            assert emergency_scope(base, hayes.pk) is None
    with scoped(process_scope("test", facility.pk)):
        event = DomainEvent.objects.get(name="identity.EmergencyAccessOpened")
    assert event.payload["resident_id"] == str(hayes.pk)


def test_banner_shows_on_every_page_until_it_is_ended(as_role, facility, hayes, office):
    client = as_role("executive-director")
    ask(client, facility, hayes)
    page = client.get(office("people/")).content.decode()
    assert "Emergency access" in page
    end = re.search(r'action="(/c/[^"]*/emergency-access/[^"]*/end/)"', page).group(1)

    assert client.post(end).status_code == 302

    assert "/end/" not in client.get(office("people/")).content.decode()
    base = scope_for(client.account.actor, facility)
    with scoped(base):
        assert emergency_scope(base, hayes.pk) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"explanation": "help"},
        {"explanation": "  a   b  "},
        {"reason": ""},
        {"reason": "curious"},
    ],
)
def test_refused_access_opens_nothing_and_keeps_the_words(as_role, facility, hayes, changes):
    answer = ask(as_role("med-tech"), facility, hayes, **changes)
    assert answer.status_code == 422
    assert "Margaret Hayes" in answer.content.decode()
    assert rows(facility) == []
    with scoped(process_scope("test", facility.pk)):
        assert not DomainEvent.objects.filter(name="identity.EmergencyAccessOpened").exists()


def test_access_is_for_the_roles_that_may_and_this_community(
    as_role, facility, hayes, other_facility, resident_of
):
    url = f"/c/{facility.slug}/emergency-access/{hayes.pk}/"
    nurse = as_role("nurse")
    assert nurse.get(url).status_code == 200
    assert as_role("sales").get(url).status_code == 403
    there = resident_of(other_facility)
    assert nurse.get(f"/c/{facility.slug}/emergency-access/{there.pk}/").status_code == 404
    assert (
        nurse.post(f"/c/{facility.slug}/emergency-access/{there.pk}/", SAID).status_code == 404
    )


def test_nobody_ends_the_access_of_another(as_role, facility, hayes):
    ask(as_role("med-tech"), facility, hayes)
    [row] = rows(facility)
    end = f"/c/{facility.slug}/emergency-access/{row.pk}/end/"
    assert as_role("nurse").post(end).status_code == 404
    assert rows(facility)[0].closed_at is None


def test_another_person_reviews_it_once(as_role, facility, hayes, office):
    opener, director = as_role("executive-director"), as_role("executive-director")
    ask(opener, facility, hayes)
    [row] = rows(facility)
    url = office(f"emergency-access/{row.pk}/review/")
    assert "1 emergency access" in director.get(office("emergency-access/")).content.decode()
    said = {"review": "Needed: she was in distress"}

    assert opener.post(url, said).status_code == 422
    assert director.post(url, {"review": "ok"}).status_code == 422
    assert rows(facility)[0].reviewed_at is None
    assert director.post(url, said).status_code == 302
    assert director.post(url, said).status_code == 422
    assert rows(facility)[0].reviewed_by == director.account.actor


def test_administrator_reviews_without_a_record_of_their_own(
    administrator, as_role, facility, hayes, office
):
    ask(as_role("nurse"), facility, hayes)
    [row] = rows(facility)
    page = administrator.get(office(f"emergency-access/{row.pk}/review/")).content.decode()
    assert "Margaret Hayes" in page
    assert "Found on the floor" in page


def test_the_database_itself_refuses_ones_own_review_and_a_second_one(as_role, facility, hayes):
    client = as_role("nurse")
    ask(client, facility, hayes)
    [row] = rows(facility)
    now = clock.now()
    with (
        scoped(process_scope("test", facility.pk)),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        EmergencyAccess.objects.filter(pk=row.pk).update(
            reviewed_at=now, reviewed_by=client.account.actor, review="All fine, I say"
        )
    with (
        scoped(process_scope("test", facility.pk)),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        EmergencyAccess.objects.filter(pk=row.pk).update(until=now + timedelta(days=9))
