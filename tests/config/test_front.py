"""The one address: both servers behind it, nobody's word about who asks but its own, and TLS."""

import asyncio
import json
import socket
import ssl
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from hearth.config import status, tls
from hearth.config.environment import Environment
from hearth.config.front import Front, Unreadable, parse, tls_context


def house(folder: Path, **more) -> Environment:
    told = {
        "host": "127.0.0.1",
        "port": 8000,
        "folder": folder,
        "mode": "demo",
        "role": "app",
        "database_url": None,
        "database_name": "hearth_demo",
        "demo_password_given": None,
        "names": ("hearth.test",),
        "behind_proxy": False,
    }
    return Environment(**{**told, **more})


@pytest.fixture
def folder(monkeypatch):
    # The route it looks up leaves the machine, though nothing is sent along it.
    monkeypatch.setattr(tls, "_own_addresses", list)
    with tempfile.TemporaryDirectory(prefix="hearth-front-") as name:
        (Path(name) / "run").mkdir()
        yield Path(name)


async def echo(name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server that answers with its name and all it was sent, and keeps the connection."""
    while True:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            break
        lowered = head.lower()
        body = b""
        if b"transfer-encoding: chunked" in lowered:
            body = await reader.readuntil(b"0\r\n\r\n")
        elif b"content-length: " in lowered:
            size = int(lowered.split(b"content-length: ")[1].split(b"\r\n")[0])
            body = await reader.readexactly(size)
        said = json.dumps({"by": name, "head": head.decode(), "body": body.decode()}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(said) + said)
        await writer.drain()
    writer.close()


class Client:
    """One connection to the front."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def ask(self, text: str) -> tuple[str, dict | str]:
        self.writer.write(text.replace("\n", "\r\n").encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        size = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
        body = (await self.reader.readexactly(size)).decode()
        return head.split("\r\n")[0], json.loads(body) if body.startswith("{") else body

    async def ask_head(self, text: str) -> tuple[str, str]:
        self.writer.write(text.replace("\n", "\r\n").encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        return head.split("\r\n")[0], head


def meet(
    env: Environment,
    story: Callable[[Client], Awaitable[None]],
    *,
    ready: bool = True,
    plain: bool = False,
    web: Callable[..., Awaitable[None]] = echo,
) -> None:
    """Run a front with a page server and a live server behind it, and one client."""

    async def run() -> None:
        if ready:
            status.write(env.sockets, status="ready")
        front = Front(env)
        servers = [
            await asyncio.start_unix_server(
                lambda r, w: web("web", r, w), str(front.web_socket)
            ),
            await asyncio.start_unix_server(
                lambda r, w: echo("live", r, w), str(front.live_socket)
            ),
        ]
        with socket.create_server(("127.0.0.1", 0)) as listening:
            context = tls_context(env) if env.https else None
            listening.setblocking(False)
            accepting = asyncio.ensure_future(front.accept(listening, context))
            trust = None
            if env.https and not plain:
                trust = ssl.create_default_context(cafile=str(env.folder / "tls" / "ca.pem"))
            reader, writer = await asyncio.open_connection(
                *listening.getsockname(),
                ssl=trust,
                server_hostname="hearth.test" if trust else None,
            )
            await asyncio.wait_for(story(Client(reader, writer)), 10)
            writer.close()
            accepting.cancel()
            for server in servers:
                server.close()
            await asyncio.sleep(0.05)

    asyncio.run(run())


def test_one_connection_meets_both_servers(folder):
    async def story(client: Client) -> None:
        for path, by in [
            ("/", "web"),
            ("/live/c/maple/", "live"),
            ("/livery/", "web"),
            ("/", "web"),
        ]:
            line, said = await client.ask(f"GET {path} HTTP/1.1\nHost: h\n\n")
            assert (line, said["by"]) == ("HTTP/1.1 200 OK", by)

    meet(house(folder), story)


def test_who_asks_is_not_the_clients_to_say(folder):
    async def story(client: Client) -> None:
        _line, said = await client.ask(
            "GET / HTTP/1.1\nHost: h\nX-Forwarded-For: 10.9.9.9\nx_forwarded_for: 10.9.9.9\n"
            "X-Forwarded-Proto: https\nForwarded: for=10.9.9.9\nCookie: a=b\n\n"
        )
        assert "10.9.9.9" not in said["head"]
        assert "X-Forwarded-For: 127.0.0.1" in said["head"]
        assert "X-Forwarded-Proto: http\r\n" in said["head"]
        assert "Cookie: a=b" in said["head"]

    meet(house(folder), story)


def test_a_proxy_of_the_house_is_believed(folder):
    async def story(client: Client) -> None:
        _line, said = await client.ask("GET / HTTP/1.1\nHost: h\nX-Forwarded-For: 10.1.2.3\n\n")
        assert said["head"].lower().count("x-forwarded-for") == 1
        assert "10.1.2.3" in said["head"]

    meet(house(folder, behind_proxy=True), story)


def test_bodies_arrive_whole_in_both_forms(folder):
    async def story(client: Client) -> None:
        long = "x" * 300_000
        _line, said = await client.ask(
            f"POST / HTTP/1.1\nHost: h\nContent-Length: 300000\n\n{long}"
        )
        assert said["body"] == long
        _line, said = await client.ask(
            "POST / HTTP/1.1\nHost: h\nTransfer-Encoding: chunked\n\n5\nabcde\n3;a=b\nfgh\n0\n\n"
        )
        assert "abcde" in said["body"]
        line, _said = await client.ask("GET / HTTP/1.1\nHost: h\n\n")
        assert line == "HTTP/1.1 200 OK"

    meet(house(folder), story)


def test_while_the_house_starts_a_page_says_so_and_tries_again(folder):
    async def story(client: Client) -> None:
        line, said = await client.ask("GET / HTTP/1.1\nHost: h\n\n")
        assert line.startswith("HTTP/1.1 503")
        assert "Preparing &lt;the&gt; tables" in said
        assert 'http-equiv="refresh"' in said

    env = house(folder)
    status.write(env.sockets, status="starting", doing="Preparing <the> tables")
    meet(env, story, ready=False)


def test_healthz_is_503_until_everything_is_up(folder):
    async def story(client: Client) -> None:
        line, said = await client.ask("GET /healthz HTTP/1.1\nHost: h\n\n")
        assert line.startswith("HTTP/1.1 503")
        assert said["status"] == "starting"

    meet(house(folder), story, ready=False)


@pytest.mark.parametrize(
    "head",
    [
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
        "GET / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked",
        "GET / HTTP/1.1\r\nTransfer-Encoding : chunked",
        "GET / HTTP/1.1\r\n folded: line",
        "GET / HTTP/1.1\r\nContent-Length: +5",
        "GET / HTTP/1.1\r\nHost: a\nX: b",
        "GET /a b HTTP/1.1\r\nHost: a",
        "GET http://elsewhere/ HTTP/1.1\r\nHost: a",
        "GET / HTTP/2.0\r\nHost: a",
        "PRI",
    ],
)
def test_what_two_servers_could_read_differently_is_refused(head):
    with pytest.raises(Unreadable):
        parse(head.encode() + b"\r\n\r\n")


def test_on_any_other_address_the_house_speaks_tls_by_its_own_authority(folder):
    async def story(client: Client) -> None:
        line, said = await client.ask("GET / HTTP/1.1\nHost: h\n\n")
        assert line == "HTTP/1.1 200 OK"
        assert "X-Forwarded-Proto: https" in said["head"]

    env = house(folder, host="0.0.0.0")
    assert tls.ensure_certificate(env)
    meet(env, story)


def test_plain_http_on_the_tls_address_is_shown_the_way(folder):
    async def story(client: Client) -> None:
        line, head = await client.ask_head(
            "GET /enter/?next=/c/ HTTP/1.1\nHost: hearth.test:80\n\n"
        )
        assert line.startswith("HTTP/1.1 308")
        assert "Location: https://hearth.test:8000/enter/?next=/c/\r\n" in head

    env = house(folder, host="0.0.0.0")
    tls.ensure_certificate(env)
    meet(env, story, plain=True)


def test_nobody_is_sent_to_a_name_that_is_not_the_houses(folder):
    async def story(client: Client) -> None:
        _line, head = await client.ask_head("GET / HTTP/1.1\nHost: evil.test\n\n")
        assert "Location: https://hearth.test:8000/\r\n" in head

    env = house(folder, host="0.0.0.0")
    tls.ensure_certificate(env)
    meet(env, story, plain=True)


def test_this_machine_may_ask_for_its_health_in_plain_http(folder):
    async def story(client: Client) -> None:
        line, said = await client.ask("GET /healthz HTTP/1.1\nHost: h\n\n")
        assert line == "HTTP/1.1 200 OK"
        assert said["head"].startswith("GET /healthz ")

    env = house(folder, host="0.0.0.0")
    tls.ensure_certificate(env)
    meet(env, story, plain=True)


async def dies(_name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server that is killed with a request in hand."""
    await reader.readuntil(b"\r\n\r\n")
    writer.close()


def test_a_server_that_dies_over_a_request_leaves_no_blank_page(folder):
    async def story(client: Client) -> None:
        line, said = await client.ask("POST / HTTP/1.1\nHost: h\nContent-Length: 0\n\n")
        assert line.startswith("HTTP/1.1 502")
        assert "look whether it is there" in said

    meet(house(folder), story, web=dies)


def test_a_certificate_is_made_anew_only_when_it_must_be(folder):
    env = house(folder, host="0.0.0.0")
    assert tls.ensure_certificate(env)
    authority = (folder / "tls" / "ca.pem").read_bytes()
    assert not tls.ensure_certificate(env)
    assert tls.ensure_certificate(house(folder, host="0.0.0.0", names=("new.test",)))
    assert (folder / "tls" / "ca.pem").read_bytes() == authority
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder / "tls").iterdir())
