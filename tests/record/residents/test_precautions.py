"""An infection says how it passes on, until when, and what to do about it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.content import lists
from hearth.record.residents import actions, presenters
from hearth.record.residents.codes import Precaution
from hearth.record.residents.models import Flag
from hearth.record.tasks import presenters as tasks
from hearth.record.tasks import queries as task_queries


pytestmark = pytest.mark.django_db


def test_an_infection_says_its_precautions(does, resident):
    flag = actions.raise_flag(
        **does, resident=resident, code="infection", precaution=Precaution.STOMACH
    )
    flag.refresh_from_db()
    assert flag.precaution == "stomach"


def test_precautions_of_anything_else_are_refused(does, resident):
    with pytest.raises(Refused) as refusal:
        actions.raise_flag(**does, resident=resident, code="fall", precaution="contact")
    assert refusal.value.code == "no-infection"


def test_the_database_keeps_precautions_to_infections(does, resident):
    flag = actions.raise_flag(**does, resident=resident, code="fall")
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.filter(pk=flag.pk).update(precaution="contact")


def test_every_precaution_has_its_words_in_the_list(facility):
    words = {item.code: item for item in lists.items("precautions", facility)}
    assert words.keys() == set(Precaution.codes())
    assert all(item.values["advice"]["es"] for item in words.values())


def test_the_banner_says_what_until_when_and_what_to_do(does, resident, facility):
    until = clock.now() + timedelta(days=3)
    flag = actions.raise_flag(
        **does, resident=resident, code="infection", precaution="stomach", until=until
    )
    said = presenters.flag_text(flag, facility)
    day = until.astimezone(facility.zone).strftime("%d-%b-%Y")
    assert said.startswith(f"Stomach illness precautions until {day}: Soap and water")
    flag.text = "Meals at 12 by Rosa"
    assert presenters.flag_text(flag, facility).endswith(": Meals at 12 by Rosa")


def test_an_infection_without_precautions_reads_as_before(does, resident, facility):
    flag = actions.raise_flag(**does, resident=resident, code="infection")
    assert presenters.flag_text(flag, facility) == "Infection precautions"


def test_the_floor_sees_which_precautions_and_only_while_they_hold(does, resident, facility):
    until = clock.now() + timedelta(hours=1)
    actions.raise_flag(
        **does, resident=resident, code="infection", precaution="droplet", until=until
    )
    mind = task_queries.cautions(does["scope"], [resident.pk])[resident.pk]
    assert tasks.caution_text(mind, facility) == "Droplet precautions"
    with clock.pinned(until + timedelta(minutes=1)):
        assert task_queries.cautions(does["scope"], [resident.pk]) == {}
