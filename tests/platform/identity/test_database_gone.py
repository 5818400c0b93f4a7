"""An error of the line to the database is told from what the database itself says."""

import psycopg
import pytest
from django.db import DatabaseError, OperationalError
from psycopg import errors

from hearth.platform.identity.middleware import database_is_gone


@pytest.mark.parametrize(
    ("cause", "gone"),
    [
        (psycopg.DatabaseError("could not receive data from server: Connection reset"), True),
        (errors.UniqueViolation("duplicate key"), False),
        (ValueError("not of the database"), False),
    ],
)
def test_an_error_without_a_state_is_the_lines(cause, gone):
    error = DatabaseError(str(cause))
    error.__cause__ = cause
    assert database_is_gone(error) is gone


def test_what_django_names_so_is_gone():
    assert database_is_gone(OperationalError("the connection is closed"))
    assert not database_is_gone(ValueError("no"))
