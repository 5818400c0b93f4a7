"""A stomach illness goes round in one neighborhood: three people in as many days."""

from datetime import timedelta
from typing import Any

from hearth.kernel import clock
from hearth.platform.scope import scoped
from hearth.record.notes.actions.notes import write_note
from hearth.record.notes.codes import NoteCategory, Severity
from hearth.record.residents.actions.flags import raise_flag
from hearth.record.residents.codes import FlagCode, Precaution
from hearth.record.tasks import queries
from hearth.record.tasks.actions import answer_watch_check, start_watch
from hearth.record.tasks.models import Task
from hearth.surfaces.demo.house import House


WHERE = "West"
ELSEWHERE = frozenset({3, 5, 7, 8, 9, 17, 19, 29, 33, 41, 47, 61})
"""Who has another story to tell."""
BEGAN = (
    (52, "Vomited twice after supper, loose stool in the night"),
    (29, "Loose stool three times since breakfast, ate nothing"),
    (13, "Vomited at bedtime, weak on her feet"),
)
ANSWERS: dict[str, Any] = {
    "awake": "usual",
    "breathing": "usual",
    "stomach": "usual",
    "drinking": "usual",
    "temperature": 98.9,
}


def three_fall_ill(house: House) -> None:
    """Each is written up, has precautions and is on watch; their checks were made until now."""
    now = clock.now()
    here = [
        number
        for number, one in enumerate(house.people)
        if one.neighborhood == WHERE and one.came_days_ago > 7 and number not in ELSEWHERE
    ]
    watches = []
    for number, (hours, signs) in zip(here[2::4], BEGAN, strict=False):
        resident = house.residents[number]
        text = signs if house.people[number].woman else signs.replace("her feet", "his feet")
        with clock.pinned(now - timedelta(hours=hours)), scoped(house.scope):
            house.verb(
                write_note,
                text=text,
                resident=resident,
                category=NoteCategory.HEALTH,
                severity=Severity.WATCH,
            )
            house.verb(
                raise_flag,
                resident=resident,
                code=FlagCode.INFECTION,
                precaution=Precaution.STOMACH,
                reason=text,
                until=clock.now() + timedelta(days=5),
            )
            watches.append(house.verb(start_watch, resident=resident, reason="infection"))
    for watch in watches:
        _checked(house, watch)


def _checked(house: House, watch: Any) -> None:
    now = clock.now()
    with scoped(house.scope):
        due = list(queries.checks_of_watch(house.scope, watch).filter(due__lte=now))
    for check in due:
        with clock.pinned(check.due), scoped(house.scope):
            task = Task.objects.get(pk=check.pk)
            house.verb(answer_watch_check, task=task, answers=ANSWERS)
