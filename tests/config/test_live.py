"""The live stream: only for a session that still holds, only kinds, and it ends with the session."""

import asyncio
import json
from uuid import uuid4

import pytest

from hearth.config import live
from hearth.config.live import Switchboard, event, session_key


FACILITY = uuid4()


class Page:
    """An open page: what it was sent, and when it is closed."""

    def __init__(self, path: str = "/live/c/maple/", cookie: str = "") -> None:
        headers = [(b"cookie", cookie.encode())] if cookie else []
        self.scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
        self.status = 0
        self.text = ""
        self.closed = asyncio.Event()

    async def receive(self) -> dict:
        await self.closed.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict) -> None:
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"").decode()

    async def reads(self, words: str) -> None:
        while words not in self.text:
            await asyncio.sleep(0.01)


@pytest.fixture
def sessions(monkeypatch):
    """Which session may hear of which community."""
    known = {"open": FACILITY}
    monkeypatch.setattr(live, "admitted", lambda session, slug: known.get(session))
    monkeypatch.setattr(live, "switchboard", Switchboard())
    monkeypatch.setattr(live, "GATHER_SECONDS", 0.01)
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.1)
    monkeypatch.setattr(live.settings, "SESSION_COOKIE_NAME", "sessionid")
    return known


def run(story) -> None:
    asyncio.run(asyncio.wait_for(story(), 10))


def test_without_a_session_there_is_nothing_to_hear(sessions):
    async def story() -> None:
        for cookie in ("", "sessionid=gone", "other=open"):
            page = Page(cookie=cookie)
            await live.application(page.scope, page.receive, page.send)
            assert (page.status, page.text) == (204, "")

    run(story)


def test_a_page_hears_what_changed_in_its_own_community_only(sessions):
    async def story() -> None:
        page = Page(cookie="sessionid=open")
        stream = asyncio.ensure_future(live.application(page.scope, page.receive, page.send))
        await page.reads("event: hello")
        live.switchboard.heard(json.dumps({"facility": str(uuid4()), "kinds": ["alerts"]}))
        live.switchboard.heard(json.dumps({"facility": str(FACILITY), "kinds": ["tasks"]}))
        live.switchboard.heard(json.dumps({"facility": str(FACILITY), "kinds": ["notes"]}))
        await page.reads(event(["notes", "tasks"]))
        assert "alerts" not in page.text
        page.closed.set()
        await stream
        assert live.switchboard.streams == {}

    run(story)


def test_the_stream_ends_with_the_session(sessions):
    async def story() -> None:
        page = Page(cookie="sessionid=open")
        stream = asyncio.ensure_future(live.application(page.scope, page.receive, page.send))
        await page.reads(": here")
        sessions.clear()
        await page.reads("event: ended")
        await stream

    run(story)


def test_a_notice_that_cannot_be_read_disturbs_nobody(sessions):
    for payload in ("", "[]", "{}", '{"facility": "x", "kinds": []}', '{"facility": 7}'):
        live.switchboard.heard(payload)


def test_only_streams_are_served():
    async def story() -> None:
        page = Page("/live/c/../etc/")
        await live.application(page.scope, page.receive, page.send)
        assert page.status == 404

    run(story)


def test_a_broken_cookie_is_no_session():
    assert session_key({"headers": [(b"cookie", b"=;;\xff=x")]}) == ""
