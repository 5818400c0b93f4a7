"""Maple Court is there for the first page, once, and its people can sign in."""

import pytest
from django.test import Client

from hearth.platform.identity.models import Account
from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.models import Resident, Stay
from hearth.record.tasks.models import Task
from hearth.surfaces.demo.loading import SIGN_INS, load_first


pytestmark = pytest.mark.django_db


def load(seed: int = 1) -> Facility:
    load_first(seed=seed, password="quiet harbour lantern", say=lambda words: None)
    return Facility.objects.get(slug="maple-court")


def test_maple_court_has_its_residents_and_is_made_once():
    facility = load()
    load()
    with scoped(process_scope("test", facility.pk)):
        assert Stay.objects.exclude(status="moving-in").count() == 96
        assert Task.objects.filter(status="requested").exists()
        assert Task.objects.filter(outcome="refused").exists()


def test_every_sign_in_of_the_demonstration_opens_the_door():
    load()
    assert set(Account.objects.filter(is_demo=True).values_list("username", flat=True)) == set(
        SIGN_INS
    )
    assert Client().login(username="coordinator", password="quiet harbour lantern")


def test_the_same_seed_makes_the_same_people():
    from hearth.surfaces.demo.loading import names

    assert len(set(names.FAMILIES)) == len(names.FAMILIES)
    facility = load(seed=7)
    with scoped(process_scope("test", facility.pk)):
        first = list(Resident.objects.order_by("id").values_list("given", "family")[:3])
    assert len(set(first)) == 3
