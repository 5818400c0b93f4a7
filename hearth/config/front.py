"""The house's one address: ends TLS, and hands each request to the pages or to the live stream.

Pages are served by threads (gunicorn), live streams by an event loop (uvicorn); a browser must
meet both at one origin, or cookies, Content-Security-Policy and a single open port would not
hold. This process reads each request's head, says who asks and how in forwarding headers of its
own, and passes bytes on. It knows nothing of the record and imports no framework.
See docs/adr/0004-one-address.md.
"""

import asyncio
import contextlib
import html
import json
import logging
import os
import re
import signal
import socket
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path

from hearth.config import logs, status
from hearth.config.environment import Environment, environment


LONGEST_HEAD = 65536
HOST_PORT = re.compile(r":\d+$")
PIECE = 65536
HEAD_SECONDS = 20
# Source: RFC 8446 5.1: the first byte of a TLS handshake record.
TLS_BEGINS = b"\x16"
DROPPED = {
    b"x-forwarded-for",
    b"x-forwarded-proto",
    b"x-forwarded-host",
    b"x-forwarded-port",
    b"x-forwarded-prefix",
    b"x-real-ip",
    b"forwarded",
    b"proxy",
    b"x-script-name",
}

logger = logging.getLogger("hearth.front")


class Unreadable(Exception):
    """The request cannot be passed on; holds the status line to answer with."""


@dataclass
class Head:
    """The head of one request, as far as passing it on needs it."""

    method: bytes
    target: bytes
    version: bytes
    lines: list[bytes]
    length: int
    chunked: bool

    @property
    def live(self) -> bool:
        """Whether the live process answers it."""
        return self.target.startswith(b"/live/")


def parse(block: bytes, *, trusting: bool = False) -> Head:
    """Read a request's head; anything two servers could read differently is refused.

    ``trusting`` keeps the forwarding headers, because a proxy of the house wrote them.
    """
    first, *lines = block[:-4].split(b"\r\n")
    try:
        method, target, version = first.split(b" ")
    except ValueError:
        raise Unreadable("400 Bad Request") from None
    if version not in {b"HTTP/1.1", b"HTTP/1.0"} or not target.startswith((b"/", b"*")):
        raise Unreadable("400 Bad Request")
    lengths, codings, kept = [], [], []
    for line in lines:
        name, colon, value = line.partition(b":")
        lowered = name.lower()
        if not colon or not name or name != name.strip() or b"\r" in line or b"\n" in line:
            raise Unreadable("400 Bad Request")
        if lowered == b"content-length":
            lengths.append(value.strip())
        elif lowered == b"transfer-encoding":
            codings.append(value.strip().lower())
        # An underscore and a hyphen are the same to WSGI; who asks is never the client's to say.
        if trusting or lowered.replace(b"_", b"-") not in DROPPED:
            kept.append(line)
    if codings and (lengths or codings != [b"chunked"]):
        raise Unreadable("400 Bad Request")
    if len(lengths) > 1 or (lengths and not lengths[0].isdigit()):
        raise Unreadable("400 Bad Request")
    return Head(method, target, version, kept, int(lengths[0]) if lengths else 0, bool(codings))


class Visit:
    """One connection of a client: its requests, one after the other."""

    def __init__(
        self, front: "Front", reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.front = front
        self.reader = reader
        self.writer = writer
        self.backend: asyncio.StreamWriter | None = None
        self.backend_live = False
        self.unanswered = False
        self.pump: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """Pass on request after request until either side is done."""
        try:
            while head := await self._next_head():
                if not await self._forward(head):
                    break
            else:
                await self._interrupted()
                return
            # The last answer may still be on its way out.
            if self.pump is not None:
                await self.pump
                await self._interrupted()
        except Unreadable as error:
            await self._say(str(error))
        finally:
            await self._close()

    async def _next_head(self) -> Head | None:
        """The next request's head, or None when the client (or the answering server) is done."""
        waiting = asyncio.ensure_future(self.reader.readuntil(b"\r\n\r\n"))
        watched: set[asyncio.Future] = {waiting}
        if self.pump is not None:
            watched.add(self.pump)
        # With an answer under way or a stream open, the answering server knows when to give up.
        seconds = HEAD_SECONDS if self.pump is None else None
        done, _rest = await asyncio.wait(
            watched, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        if waiting not in done:
            waiting.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await waiting
            return None
        try:
            return parse(waiting.result(), trusting=self.front.env.behind_proxy)
        except asyncio.LimitOverrunError:
            raise Unreadable("431 Request Header Fields Too Large") from None
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            return None

    async def _forward(self, head: Head) -> bool:
        """Pass one request on; False when no further one can follow on this connection."""
        if not self.front.ready():
            await self._starting(head)
            return False
        try:
            backend = await self._backend(live=head.live)
        except OSError:
            await self._starting(head)
            return False
        try:
            self.unanswered = True
            backend.write(self._head_bytes(head))
            await self._pass_body(head, backend)
        except (ConnectionError, asyncio.IncompleteReadError):
            # The server answered early (too large, say) or went away; the pump tells the client.
            return False
        return True

    async def _backend(self, *, live: bool) -> asyncio.StreamWriter:
        if self.backend is not None and self.backend_live == live:
            return self.backend
        if self.backend is not None:
            await self._drop_backend()
        path = self.front.live_socket if live else self.front.web_socket
        reader, self.backend = await asyncio.open_unix_connection(str(path), limit=PIECE)
        self.backend_live = live
        self.pump = asyncio.ensure_future(self._pump(reader))
        return self.backend

    async def _pump(self, reader: asyncio.StreamReader) -> None:
        """Carry the server's answer to the client, at the client's pace."""
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            while piece := await reader.read(PIECE):
                self.unanswered = False
                self.writer.write(piece)
                await self.writer.drain()

    def _head_bytes(self, head: Head) -> bytes:
        said = [] if self.front.env.behind_proxy else self._who_asks()
        first = b" ".join((head.method, head.target, head.version))
        return b"\r\n".join([first, *head.lines, *said, b"", b""])

    def _who_asks(self) -> list[bytes]:
        peer = self.writer.get_extra_info("peername")
        return [
            b"X-Forwarded-For: " + str(peer[0] if peer else "").encode(),
            b"X-Forwarded-Proto: " + (b"https" if self.front.env.https else b"http"),
        ]

    async def redirect(self, head: Head) -> None:
        """Send the client to the same page by https."""
        peer = self.writer.get_extra_info("peername")
        if head.target == b"/healthz" and peer and peer[0] in {"127.0.0.1", "::1"}:
            head.lines.append(b"Connection: close")
            if await self._forward(head) and self.pump is not None:
                await self.pump
            return
        reached = str((self.writer.get_extra_info("sockname") or [""])[0])
        there = f"https://{self.front.known_name(head, reached)}:{self.front.env.port}"
        target = head.target.decode("latin-1")
        await self._say(
            "308 Permanent Redirect", "by https\n", extra=f"Location: {there}{target}\r\n"
        )

    async def _pass_body(self, head: Head, backend: asyncio.StreamWriter) -> None:
        if head.chunked:
            await self._pass_chunks(backend)
            return
        left = head.length
        await backend.drain()
        while left:
            piece = await self.reader.read(min(PIECE, left))
            if not piece:
                raise asyncio.IncompleteReadError(b"", left)
            left -= len(piece)
            backend.write(piece)
            await backend.drain()

    async def _pass_chunks(self, backend: asyncio.StreamWriter) -> None:
        while True:
            line = await self.reader.readuntil(b"\r\n")
            digits = line.split(b";")[0].strip()
            if not digits or not all(sign in b"0123456789abcdefABCDEF" for sign in digits):
                raise Unreadable("400 Bad Request")
            size = int(digits, 16)
            backend.write(line)
            if size == 0:
                break
            backend.write(await self.reader.readexactly(size + 2))
            await backend.drain()
        while True:
            line = await self.reader.readuntil(b"\r\n")
            backend.write(line)
            if line == b"\r\n":
                await backend.drain()
                return

    async def _starting(self, head: Head) -> None:
        """While the house starts (or a server of it restarts): an honest answer that tries again."""
        words = status.read(self.front.sockets)
        doing = words.get("doing") or "Hearth is starting"
        if head.target.startswith(b"/healthz"):
            said = json.dumps({"status": "starting", "doing": doing})
            await self._say("503 Service Unavailable", said, "application/json")
            return
        page = STARTING.replace("DOING", html.escape(doing))
        await self._say("503 Service Unavailable", page, "text/html; charset=utf-8")

    async def _interrupted(self) -> None:
        """The server went away with a request in hand: say so, rather than leave a blank page."""
        if self.unanswered and self.pump is not None and self.pump.done():
            self.unanswered = False
            await self._say("502 Bad Gateway", INTERRUPTED, "text/html; charset=utf-8")

    async def _say(
        self, line: str, body: str = "", kind: str = "text/plain", extra: str = ""
    ) -> None:
        body = body or line[4:]
        text = (
            f"HTTP/1.1 {line}\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\n"
            f"Cache-Control: no-store\r\nRetry-After: 2\r\n{extra}Connection: close\r\n\r\n"
        )
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            self.writer.write(text.encode() + body.encode())
            await self.writer.drain()

    async def _drop_backend(self) -> None:
        if self.backend is not None:
            self.backend.close()
        if self.pump is not None:
            self.pump.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self.pump
        self.backend = self.pump = None

    async def _close(self) -> None:
        await self._drop_backend()
        self.writer.close()
        with contextlib.suppress(Exception):
            await self.writer.wait_closed()


INTERRUPTED = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Interrupted</title></head>
<body><main><h1>This was interrupted</h1><p>Hearth was stopped while it worked on your request, and
is coming back. If you sent something, open the page again and look whether it is there before you
send it once more.</p></main></body></html>
"""
STARTING = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="refresh" content="2"><meta name="viewport" content="width=device-width">
<title>Hearth is starting</title></head>
<body><main><h1>One moment</h1><p>DOING. This page tries again by itself.</p></main></body></html>
"""


class Front:
    """The listening side: where the two servers behind it are, and whether they are up."""

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.sockets: Path = env.sockets
        self.web_socket = env.sockets / "web.sock"
        self.live_socket = env.sockets / "live.sock"
        self._ready = False
        self.names = {*env.names, socket.gethostname().lower(), "localhost"}
        self._visits: set[asyncio.Task[None]] = set()

    def ready(self) -> bool:
        """Whether the house has come up once; from then on each page speaks for itself."""
        if not self._ready:
            self._ready = status.read(self.sockets).get("status") == "ready"
        return self._ready

    def known_name(self, head: Head, address: str) -> str:
        """The name the client asked for, if it is one of the house's or the address it reached;
        else the house's first."""
        given = next((v for v in head.lines if v.lower().startswith(b"host:")), b"")
        name = HOST_PORT.sub("", given[5:].strip().decode("latin-1").lower())
        return name if name in {*self.names, address} else self.env.names[0]

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection; a fault in one never reaches another."""
        task = asyncio.current_task()
        if task is not None:
            self._visits.add(task)
            task.add_done_callback(self._visits.discard)
        try:
            await Visit(self, reader, writer).serve()
        except (ConnectionError, ssl.SSLError, TimeoutError):
            pass
        except Exception:
            logger.exception("front.visit")

    async def accept(self, listening: socket.socket, context: ssl.SSLContext | None) -> None:
        """Take connections for ever; with a context each may speak TLS, or ask the way to it."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                sock, _address = await loop.sock_accept(listening)
            except OSError as error:
                # No descriptor left, or the client was gone already: others wait.
                logger.warning("front.accept: %s", type(error).__name__)
                await asyncio.sleep(0.1)
                continue
            task = asyncio.ensure_future(self._greet(sock, context))
            self._visits.add(task)
            task.add_done_callback(self._visits.discard)

    async def _greet(self, sock: socket.socket, context: ssl.SSLContext | None) -> None:
        """Hear how the client begins to speak, and answer in kind."""
        sock.setblocking(False)  # noqa: FBT003 - its only form
        visit, speak = self.visit, context
        try:
            if context is not None:
                first = await asyncio.wait_for(_peek(sock), HEAD_SECONDS)
                if first != TLS_BEGINS:
                    visit, speak = self.show_the_way, None
            reader = asyncio.StreamReader(limit=LONGEST_HEAD)
            protocol = asyncio.StreamReaderProtocol(reader, visit)
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: protocol,
                sock,
                ssl=speak,
                ssl_handshake_timeout=10 if speak else None,
            )
        except (OSError, ssl.SSLError, TimeoutError):
            sock.close()

    async def show_the_way(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Plain HTTP where the house speaks TLS: this machine may ask for its health, others are
        sent to the same page by https."""
        visit = Visit(self, reader, writer)
        with contextlib.suppress(ConnectionError, TimeoutError):
            try:
                head = await visit._next_head()
                if head is not None:
                    await visit.redirect(head)
            except Unreadable as error:
                await visit._say(str(error))
            finally:
                await visit._close()

    async def serve(self, listening: socket.socket) -> None:
        """Serve until told to stop; SIGHUP reads a renewed certificate."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        context = tls_context(self.env) if self.env.https else None
        if context is not None:
            loop.add_signal_handler(signal.SIGHUP, load_certificate, context, self.env)
        accepting = asyncio.ensure_future(self.accept(listening, context))
        status.say_ready()
        await stop.wait()
        accepting.cancel()
        for task in list(self._visits):
            task.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)


async def _peek(sock: socket.socket) -> bytes:
    """The first byte a client sends, left where it is."""
    loop = asyncio.get_running_loop()
    there = loop.create_future()

    def found() -> None:
        if not there.done():
            there.set_result(None)

    loop.add_reader(sock, found)
    try:
        await there
    finally:
        loop.remove_reader(sock)
    return sock.recv(1, socket.MSG_PEEK)


def tls_context(env: Environment) -> ssl.SSLContext:
    """TLS as the house speaks it: 1.2 and 1.3, its own certificate or the one it was given."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    load_certificate(context, env)
    return context


def load_certificate(context: ssl.SSLContext, env: Environment) -> None:
    """Read the certificate (again); connections already open keep the old one."""
    folder = env.folder / "tls"
    name = "given" if (folder / "given.pem").exists() else "house"
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")


def main() -> int:
    """Run as a child of ``hearth run``, which holds the listening socket and lends it."""
    logs.configure()
    listening = socket.socket(fileno=int(os.environ["HEARTH_LISTEN_FD"]))
    listening.setblocking(False)  # noqa: FBT003 - its only form
    asyncio.run(Front(environment()).serve(listening))
    return 0


if __name__ == "__main__":
    sys.exit(main())
