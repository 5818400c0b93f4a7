"""The house's log: one JSON object a line, no names, never without end."""

import json
from pathlib import Path

import pytest

from hearth.config import logfile
from hearth.config.logfile import LogFile


@pytest.fixture
def log(tmp_path):
    made = LogFile(tmp_path)
    yield made
    made.close()


def lines(log: LogFile) -> list[dict]:
    return [json.loads(line) for line in log.path.read_text().splitlines()]


def test_every_line_is_one_object_that_says_who_and_when(log):
    log.line("web", "plain words")
    log.line("web", '{"message": "its own", "level": "warning", "time": "t"}')
    plain, own = lines(log)
    assert (plain["process"], plain["message"], plain["level"]) == (
        "web",
        "plain words",
        "info",
    )
    assert own == {"process": "web", "message": "its own", "level": "warning", "time": "t"}


def test_a_traceback_is_one_line_without_the_words_of_the_data(log):
    for line in (
        "Traceback (most recent call last):",
        '  File "x.py", line 1, in <module>',
        "    write(row)",
        "psycopg.errors.UniqueViolation: Key (name)=(Eleanor Whitcombe) already exists.",
        "next",
    ):
        log.line("worker", line)
    trace, after = lines(log)
    assert trace["message"] == "psycopg.errors.UniqueViolation"
    assert "x.py" in trace["trace"]
    assert "Whitcombe" not in log.path.read_text()
    assert after["message"] == "next"


def test_a_fault_of_the_programme_keeps_its_words(log):
    log.line("web", "Traceback (most recent call last):")
    log.line("web", "ImportError: cannot import name 'x'")
    assert lines(log)[0]["message"] == "ImportError: cannot import name 'x'"
    assert log.last("web").startswith("ImportError")


def test_the_log_is_rotated_and_the_oldest_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(logfile, "LARGEST", 200)
    log = LogFile(tmp_path)
    for number in range(60):
        log.say("web", f"line {number} {'x' * 80}")
    log.close()
    names = sorted(path.name for path in Path(tmp_path / "log").iterdir())
    assert len(names) == logfile.KEPT + 1
    assert log.path.stat().st_mode & 0o077 == 0
