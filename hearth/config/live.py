"""The live stream: tells open pages of a community which kinds of things changed, and nothing else.

One connection LISTENs on ``hearth_live`` for payloads ``{"facility": uuid, "kinds": [...]}``.
A page that is told "tasks" asks for its own rows again, with its own rights; so no name, note or
number ever travels here. A stream never extends a session, and ends with it.
"""

import asyncio
import contextlib
import json
import logging
import os
import re
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from uuid import UUID

import django
import psycopg

from hearth.config import status
from hearth.config.environment import environment


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import Error, close_old_connections, connection  # noqa: E402

from hearth.platform.identity.sessions import live_facility  # noqa: E402


Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

CHANNEL = "hearth_live"
HEARTBEAT_SECONDS = 15
GATHER_SECONDS = 0.25  # changes of one moment travel together
PATH = re.compile(r"^/live/c/([-a-zA-Z0-9_]+)/$")

logger = logging.getLogger("hearth.live")


class Subscriber:
    """One open stream and what it has not been told yet."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.woken = asyncio.Event()

    def tell(self, kinds: list[str]) -> None:
        """Leave word; many changes before the next sending are one."""
        self.kinds.update(kinds)
        self.woken.set()

    async def wait(self, seconds: float) -> list[str]:
        """What changed, or nothing after so many seconds."""
        try:
            await asyncio.wait_for(self.woken.wait(), seconds)
        except TimeoutError:
            return []
        await asyncio.sleep(GATHER_SECONDS)
        told = sorted(self.kinds)
        self.kinds.clear()
        self.woken.clear()
        return told


class Switchboard:
    """The one listening connection, and the streams of each community."""

    def __init__(self) -> None:
        self.streams: dict[UUID, set[Subscriber]] = defaultdict(set)

    @contextlib.contextmanager
    def subscribed(self, facility: UUID) -> Any:
        """Hear what changes in one community."""
        subscriber = Subscriber()
        self.streams[facility].add(subscriber)
        try:
            yield subscriber
        finally:
            self.streams[facility].discard(subscriber)
            if not self.streams[facility]:
                del self.streams[facility]

    async def listen(self) -> None:
        """Listen for ever; after a gap every page is told to look again."""
        first = True
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **environment().dsn("app"), autocommit=True
                ) as listening:
                    await listening.execute(f"LISTEN {CHANNEL}")
                    status.say_ready()
                    if not first:
                        self.tell_everyone(["everything"])
                    first = False
                    async for notice in listening.notifies():
                        self.heard(notice.payload)
            except (psycopg.Error, OSError) as error:
                logger.warning("the live stream lost the database: %s", type(error).__name__)
            await asyncio.sleep(0.5)

    def heard(self, payload: str) -> None:
        """Pass one notice on to the streams of its community."""
        try:
            words = json.loads(payload)
            facility = UUID(str(words["facility"]))
            kinds = [str(kind) for kind in words["kinds"]]
        except (ValueError, KeyError, TypeError):
            logger.warning("a live notice could not be read")
            return
        for subscriber in self.streams.get(facility, ()):
            subscriber.tell(kinds)

    def tell_everyone(self, kinds: list[str]) -> None:
        """Leave the same word with every stream."""
        for subscribers in self.streams.values():
            for subscriber in subscribers:
                subscriber.tell(kinds)


switchboard = Switchboard()


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """ASGI: the lifespan of the process, and one stream a request."""
    if scope["type"] == "lifespan":
        await _live_and_end(receive, send)
        return
    if scope["type"] != "http":
        return
    if scope["path"] == "/live/healthz":
        await _answer(send, 200, b"ok")
        return
    found = PATH.match(scope["path"])
    if not found or scope["method"] != "GET":
        await _answer(send, 404, b"not found")
        return
    session = session_key(scope)
    facility = await asyncio.to_thread(admitted, session, found[1])
    if facility is None:
        # 204 tells an EventSource to stop asking; a sign-in opens a page with a new one.
        await _answer(send, 204, b"")
        return
    await _stream(session, found[1], facility, receive, send)


def session_key(scope: Message) -> str:
    """The session of the request's cookie, or an empty word."""
    jar: SimpleCookie = SimpleCookie()
    for name, value in scope["headers"]:
        if name == b"cookie":
            with contextlib.suppress(CookieError):
                jar.load(value.decode("latin-1"))
    morsel = jar.get(settings.SESSION_COOKIE_NAME)
    return morsel.value if morsel else ""


def admitted(session: str, slug: str) -> UUID | None:
    """Which community this session may hear of under that name, if any. Runs in a thread."""
    if not session:
        return None
    try:
        return live_facility(session, slug)
    finally:
        connection.close()
        close_old_connections()


async def _stream(
    session: str, slug: str, facility: UUID, receive: Receive, send: Send
) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        with switchboard.subscribed(facility) as subscriber:
            await _send(send, "retry: 3000\n\nevent: hello\ndata: {}\n\n")
            checked = time.monotonic()
            while not gone.done():
                kinds = await _first(gone, subscriber.wait(HEARTBEAT_SECONDS))
                if gone.done():
                    break
                if time.monotonic() - checked >= HEARTBEAT_SECONDS:
                    checked = time.monotonic()
                    if await _still(session, slug) != facility:
                        await _send(send, "event: ended\ndata: {}\n\n")
                        break
                await _send(send, event(kinds) if kinds else "event: here\ndata: {}\n\n")
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    except OSError:
        pass
    finally:
        gone.cancel()


async def _still(session: str, slug: str) -> UUID | None:
    """The community the session may still hear of; none while the database is away."""
    try:
        return await asyncio.to_thread(admitted, session, slug)
    except Error:
        return None


async def _first(gone: asyncio.Future, waiting: Awaitable[list[str]]) -> list[str]:
    """What the subscriber is told, unless the page is closed first."""
    task = asyncio.ensure_future(waiting)
    await asyncio.wait({gone, task}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        return task.result()
    task.cancel()
    return []


def event(kinds: list[str]) -> str:
    """One message of the stream: the names of what changed."""
    return f"event: changed\ndata: {json.dumps({'kinds': kinds})}\n\n"


async def _send(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _answer(send: Send, code: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": code, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _live_and_end(receive: Receive, send: Send) -> None:
    listening: asyncio.Task[None] | None = None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            listening = asyncio.ensure_future(switchboard.listen())
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            if listening is not None:
                listening.cancel()
            await send({"type": "lifespan.shutdown.complete"})
            return
