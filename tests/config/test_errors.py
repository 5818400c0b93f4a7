"""Pages for what went wrong, with an honest status wherever it went wrong."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_database_lost_while_the_session_is_read_is_503_not_500(as_role, monkeypatch, method):
    client = as_role("coordinator")
    client.raise_request_exception = False
    assert client.get("/").status_code == 302

    def gone(_self):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(SessionStore, "load", gone)
    answer = getattr(client, method)("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    text = answer.content.decode()
    assert "Nothing you saved before is lost" in text
    assert ("most likely not kept" in text) == (method == "post")


def test_a_fault_of_ours_stays_500(as_role, monkeypatch):
    client = as_role("coordinator")
    client.raise_request_exception = False

    def broken(_self):
        raise LookupError("ours")

    monkeypatch.setattr(SessionStore, "load", broken)
    assert client.get("/").status_code == 500
