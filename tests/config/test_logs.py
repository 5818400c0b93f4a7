"""Logs: JSON lines that share their id with audit, events and jobs, and never name a resident."""

import io
import json
import logging
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from hearth.config.logs import JsonLine
from hearth.kernel import tracing
from hearth.kernel.keyring import keyring
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.scopes import scope_for
from hearth.platform.jobs.queues import Ask, enqueue
from hearth.platform.jobs.registry import job
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from tests.factories.residents import make_resident, make_stay
from tests.factories.tasks import make_task


FAMILY, GIVEN = "Quillfeather", "Philippa-Anselma"
TYPED = "slipped-in-the-bathroom"


@pytest.fixture
def logged():
    """Every line the house would log, as it would stand in the file."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(JsonLine())
    root = logging.getLogger()
    root.addHandler(handler)
    yield kept
    root.removeHandler(handler)


def lines(kept: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in kept.getvalue().splitlines()]


def line_of(logger: str, message: str, *args, **words) -> dict:
    level = words.pop("level", logging.WARNING)
    fault = words.pop("exc_info", None)
    record = logging.getLogger(logger).makeRecord(
        logger, level, "x.py", 1, message, args, fault, extra=words
    )
    return json.loads(JsonLine().format(record))


def test_our_own_line_keeps_its_words_ids_and_codes():
    pk = uuid4()
    said = line_of("hearth.jobs", "job failed: %s", "tasks.roll", job=7, of=pk, code="23505")
    assert said["message"] == "job failed: tasks.roll"
    assert (said["level"], said["job"], said["of"], said["code"]) == (
        "warning",
        7,
        str(pk),
        "23505",
    )


def test_what_is_added_to_a_line_is_kept_only_where_it_is_a_code():
    said = line_of("hearth.jobs", "x", who="Mrs Quillfeather", action="tasks.claim", none=None)
    assert said["who"] == "…"
    assert said["action"] == "tasks.claim"
    assert "none" not in said


def test_another_library_keeps_its_numbers_and_loses_its_words():
    said = line_of("gunicorn.error", "Error handling request %s after %s s", "/?q=Hayes", 3)
    assert said["message"] == "Error handling request … after 3 s"
    whole = line_of("gunicorn.error", "Worker (pid:%s) was sent %s!", 12, "SIGKILL")
    assert whole["message"] == "Worker (pid:12) was sent …!"


def test_of_an_exception_only_class_and_places_are_kept():
    try:
        raise ValueError("Mrs Quillfeather fell")
    except ValueError as error:
        said = line_of("django.request", "Internal Server Error: %s", "/c/x/", exc_info=(ValueError, error, error.__traceback__))  # fmt: skip
    assert said["error"] == "ValueError"
    assert said["trace"][-1].endswith("test_of_an_exception_only_class_and_places_are_kept")
    assert "Quillfeather" not in json.dumps(said)


def test_of_a_fault_of_the_programme_the_words_are_kept():
    try:
        raise AttributeError("'NoneType' object has no attribute 'pk'")
    except AttributeError as error:
        said = line_of(
            "hearth.loops", "broke", exc_info=(type(error), error, error.__traceback__)
        )
    assert said["error_says"] == "'NoneType' object has no attribute 'pk'"


# --- One id for all of it -----------------------------------------------------------------------


seen: list[str] = []


@job(name="sample.trace_me")
def trace_me(*, facility_id: UUID) -> None:
    seen.append(tracing.current_id())


@pytest.mark.django_db
def test_one_id_from_the_answer_to_the_job_that_follows(facility, as_role, logged):
    client = as_role("coordinator")
    with scoped(scope_for(client.account.actor, facility)):
        task = make_task(facility, client.account.actor)
    answer = client.post(f"/c/{facility.slug}/tasks/{task.pk}/claim/")
    assert answer.status_code < 400
    request_id = answer["X-Request-ID"]
    (line,) = [said for said in lines(logged) if said["message"] == "request"]
    assert (line["request"], line["view"], line["status"]) == (
        request_id,
        "tasks:claim_task",
        answer.status_code,
    )
    with scoped(process_scope("test", facility.pk)):
        assert AuditEvent.objects.filter(request_id=request_id, outcome="success").exists()
        assert DomainEvent.objects.filter(request_id=request_id).exists()


@pytest.mark.django_db
def test_a_job_works_under_the_id_of_the_request_that_asked_for_it(facility):
    with tracing.traced("the-request"), scoped(process_scope("test", facility.pk)) as scope:
        assert scope.request_id == "the-request"
        number = enqueue(Ask(task="sample.trace_me", args={"facility_id": facility.pk}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE id = %s", [number])
        (args,) = cursor.fetchone()
    args = args if isinstance(args, dict) else json.loads(args)
    from procrastinate.contrib.django import app
    from procrastinate.jobs import Job

    row = Job(id=number, queue="default", lock=None, queueing_lock=None, task_name="sample.trace_me")  # fmt: skip
    context = type("Context", (), {"job": row})()
    app.tasks["sample.trace_me"].func(context, **args)
    assert seen[-1] == "the-request"


@pytest.mark.django_db
def test_work_without_a_request_has_its_scopes_id(facility, logged):
    with scoped(process_scope("sealer", facility.pk)) as scope:
        logging.getLogger("hearth.sample").info("working")
    assert lines(logged)[-1]["request"] == scope.request_id
    assert tracing.current_id() == ""


# --- Nobody's name --------------------------------------------------------------------------------


def addresses(resolver: URLResolver | None = None, before: str = "") -> list[str]:
    """Every address of the house, as its pattern."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        found += addresses(entry, here) if isinstance(entry, URLResolver) else []
        found += [here] if isinstance(entry, URLPattern) else []
    return found


def filled(pattern: str, known: dict[str, str]) -> str:
    """The address with its places filled, as far as they are known; else with a stranger's key."""
    parts = []
    for part in pattern.split("<"):
        name, closed, rest = part.partition(">")
        if not closed:
            parts.append(part)
            continue
        kind, _colon, word = name.rpartition(":")
        spare = {"uuid": str(uuid4()), "int": "1"}.get(kind, "x")
        parts.append(known.get(word, spare) + rest)
    return "/" + "".join(parts)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["coordinator", "administrator", "caregiver"])
def test_a_walk_through_every_page_leaves_no_name_in_the_log(
    role, facility, actor, as_role, logged
):
    keyring()
    client = as_role(role)
    with scoped(process_scope("test", facility.pk)):
        resident = make_resident(facility, FAMILY, GIVEN, preferred="Pippa")
        make_stay(resident)
    with scoped(scope_for(actor, facility)):
        task = make_task(facility, actor, f"See {FAMILY}")
    known = {"community": facility.slug, "slug": facility.slug, "resident_id": str(resident.pk), "pk": str(task.pk)}  # fmt: skip
    client.raise_request_exception = False
    asked = 0
    for pattern in addresses():
        if "sign-out" in pattern or "static" in pattern:
            continue
        address = filled(pattern, known)
        for answer in (
            client.get(address, {"q": FAMILY, "query": FAMILY}),
            client.post(address, {"title": f"{FAMILY} {TYPED}", "reason": TYPED, "text": TYPED, "q": FAMILY}),
        ):  # fmt: skip
            asked += 1
            assert answer.status_code < 500 or answer.status_code == 503, address
    text = logged.getvalue()
    assert asked > 100
    assert len(lines(logged)) >= asked / 2
    for word in (FAMILY, GIVEN, "Pippa", TYPED):
        assert word not in text


def break_over_a_name(request):
    """A view whose query fails over what was typed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [FAMILY])


handler500 = "hearth.config.errors.failed"
urlpatterns = [path("", include("hearth.config.urls")), path("breaks/", break_over_a_name)]


@pytest.mark.django_db
@pytest.mark.urls("tests.config.test_logs")
def test_a_page_that_breaks_over_a_name_does_not_log_it(client, logged):
    client.raise_request_exception = False
    answer = client.get("/breaks/", {"name": FAMILY})
    assert answer.status_code == 500
    said = next(line for line in lines(logged) if line.get("error"))
    assert said["error"] == "DataError"
    assert said["request"] == answer["X-Request-ID"]
    assert any("break_over_a_name" in place for place in said["trace"])
    assert FAMILY not in logged.getvalue()
