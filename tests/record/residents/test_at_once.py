"""People who act at once, each on a connection of their own."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connections

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.identity.models import Actor
from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.models import Facility
from hearth.record.residents import actions, queries
from hearth.record.residents.actions import NewAllergy
from hearth.record.residents.models import MergeLink, Placement, Stay, StayEvent, Whereabouts
from tests.factories.identity import make_account
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.tenancy import make_facility, make_place


pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 50


@dataclass
class House:
    """A community, and whoever acts in it."""

    facility: Facility
    people: list[Actor]

    def scope(self):
        return process_scope("test", self.facility.pk)


@pytest.fixture
def house() -> Iterator[House]:
    """With room for a crowd: the pool of a web process holds eight connections."""
    connections.close_all()
    connection = connections["default"]
    options = connection.settings_dict["OPTIONS"]
    usual = options["pool"]
    connection.close_pool()
    options["pool"] = usual | {"max_size": CROWD + 5, "timeout": 60}
    facility = make_facility()
    yield House(facility, [make_account("nurse", facility).actor for _ in range(2)])
    connections.close_all()
    connection.close_pool()
    options["pool"] = usual


def at_once(house: House, verbs: list[Callable[..., Any]]) -> Counter[str]:
    """What became of each act, all begun at the same instant: "done", or what refused it."""
    ready, ends = threading.Barrier(len(verbs)), []

    def act(verb: Callable[..., Any], actor: Actor) -> None:
        try:
            with scoped(house.scope()) as scope:
                ready.wait(timeout=60)
                verb(scope=scope, by=actor)
            ends.append("done")
        except Refused as refusal:
            ends.append(refusal.code)
        except Error as error:
            ends.append(type(error).__name__)
        finally:
            with suppress(Exception):
                connections.close_all()

    threads = [
        threading.Thread(target=act, args=[verb, house.people[n % 2]])
        for n, verb in enumerate(verbs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return Counter(ends)


def bound(verb: Callable[..., Any], **said: Any) -> Callable[..., Any]:
    return lambda **who: verb(**who, **said)


def test_of_fifty_who_want_one_place_exactly_one_gets_it(house):
    with scoped(house.scope()):
        place = make_place(house.facility)
        stays = [
            make_stay(make_resident(house.facility, f"Chen {n}"), "applicant", moved_in_at=None)
            for n in range(CROWD)
        ]
    ends = at_once(house, [bound(actions.assign_place, stay=s, place=place) for s in stays])
    assert ends == {"done": 1, "place-held": CROWD - 1}
    with scoped(house.scope()):
        held = Placement.objects.get()
        assert StayEvent.objects.get().stay_id == held.stay_id


def test_of_fifty_who_go_around_the_action_the_database_lets_one_in(house):
    with scoped(house.scope()):
        place = make_place(house.facility)
        stays = [make_stay(make_resident(house.facility, f"Chen {n}")) for n in range(CROWD)]

    def around(stay):
        return lambda scope, by: make_placement(stay, place, by)

    ends = at_once(house, [around(stay) for stay in stays])
    assert ends["done"] == 1
    assert set(ends) <= {"done", "IntegrityError", "OperationalError"}
    with scoped(house.scope()):
        assert Placement.objects.count() == 1


def test_of_twenty_residencies_of_one_person_one_begins(house):
    with scoped(house.scope()):
        resident = make_resident(house.facility)
    ends = at_once(house, [bound(actions.open_stay, resident=resident)] * 20)
    assert ends == {"done": 1, "stay-open": 19}
    with scoped(house.scope()):
        assert Stay.objects.count() == StayEvent.objects.count() == 1


def test_two_send_one_person_to_hospital_once(house):
    with scoped(house.scope()):
        stay = make_stay(make_resident(house.facility))
    ends = at_once(house, [bound(actions.leave_for_hospital, stay=stay, hospital="Mercy")] * 2)
    assert ends == {"done": 1, "not-next": 1}
    with scoped(house.scope()):
        assert Whereabouts.objects.count() == 1


def test_residency_and_whereabouts_never_disagree(house):
    with scoped(house.scope()):
        stay = make_stay(make_resident(house.facility))
    verbs = [
        bound(actions.leave_for_hospital, stay=stay, hospital="Mercy"),
        bound(actions.sign_out, resident=stay.resident, out_for="overnight"),
        bound(actions.sign_in, resident=stay.resident),
        bound(actions.sign_out, resident=stay.resident, out_for="family"),
    ]
    for _ in range(3):
        at_once(house, verbs)
        with scoped(house.scope()) as scope:
            stay.refresh_from_db()
            latest = queries.latest_whereabouts(scope, stay.resident)
            agree = {"hospital": "hospital", "away": "overnight"}
            if stay.status in agree:
                assert latest.code == "out"
            if latest.code == "in":
                assert stay.status in {"lives-here", "returning"}


def test_one_going_out_sent_eight_times_is_one(house):
    with scoped(house.scope()):
        stay = make_stay(make_resident(house.facility))
    out = bound(actions.sign_out, resident=stay.resident, client_ref=uuid4())
    assert at_once(house, [out] * 8) == {"done": 8}
    with scoped(house.scope()):
        assert Whereabouts.objects.count() == 1


def test_an_allergy_and_the_statement_that_there_is_none_never_both_hold(house):
    for n in range(4):
        with scoped(house.scope()):
            resident = make_resident(house.facility, f"Chen {n}")
        at_once(
            house,
            [
                bound(actions.state_no_known_allergies, resident=resident),
                bound(
                    actions.add_allergy,
                    resident=resident,
                    allergy=NewAllergy(text="Penicillin"),
                ),
            ],
        )
        with scoped(house.scope()) as scope:
            marks = [a.mark for a in queries.allergies_of(scope, resident) if a.mark.holds]
            assert [m.text for m in marks] == ["Penicillin"]


def test_a_merge_is_confirmed_once_and_nobody_moves_in_on_the_record_that_goes(house):
    with scoped(house.scope()) as scope:
        resident, duplicate = (make_resident(house.facility, n) for n in ("Hayes", "Hays"))
        link = actions.propose_merge(
            scope=scope, by=house.people[0], resident=resident, duplicate=duplicate, reason="X"
        )
    confirmer = house.people[1]

    def confirm(scope, by):
        return actions.confirm_merge(scope=scope, by=confirmer, merge=link)

    ends = at_once(house, [confirm, bound(actions.open_stay, resident=duplicate), confirm])
    assert ends["done"] == 1
    with scoped(house.scope()):
        duplicate.refresh_from_db()
        lives = Stay.objects.filter(resident=duplicate).exists()
        assert lives != (duplicate.merged_into_id is not None)
        assert MergeLink.objects.get().confirmed_at is None or not lives


def test_a_risk_raised_twice_at_once_stands_once(house):
    with scoped(house.scope()):
        resident = make_resident(house.facility)
    ends = at_once(house, [bound(actions.raise_flag, resident=resident, code="fall")] * 8)
    assert ends == {"done": 1, "flag-open": 7}


def test_two_who_change_places_with_each_other_do_not_wait_for_ever(house):
    now = clock.now()
    with scoped(house.scope()):
        places = [make_place(house.facility, number) for number in ("101", "102")]
        stays = [make_stay(make_resident(house.facility, n)) for n in ("Chen", "Ruiz")]
        for stay, place in zip(stays, places, strict=True):
            make_placement(stay, place, house.people[0])
    ends = at_once(
        house,
        [
            bound(actions.assign_place, stay=stays[0], place=places[1], starts=now),
            bound(actions.assign_place, stay=stays[1], place=places[0], starts=now),
        ],
    )
    # Each finds the other still there: nobody moved, and both were told so.
    assert ends == {"place-held": 2}
