"""An outside virus check, where one is set up: ClamAV's clamd, over its INSTREAM protocol.

``HEARTH_CLAMAV`` is ``unix:/run/clamav/clamd.ctl`` or ``host:port``. Set and not answering means
files wait; it never means that they go unchecked. Not set: only the house's own looks.
"""

import os
import socket
import struct
from typing import IO

from hearth.kernel.errors import Refused, Unavailable
from hearth.kernel.words import N_

from .formats import REFUSALS


BLOCK = 1 << 18
PATIENCE = 30.0


def check_viruses(file: IO[bytes]) -> None:
    """Raises Refused (file-virus), or Unavailable (scanner) when the check does not answer."""
    where = os.environ.get("HEARTH_CLAMAV", "")
    if not where:
        return
    try:
        answer = _ask(where, file)
    except (OSError, ValueError):
        raise Unavailable(
            "scanner",
            N_(
                "The virus check does not answer, so no file is taken in. Try again in a few minutes."
            ),
        ) from None
    if b"FOUND" in answer:
        raise Refused("file-virus", REFUSALS["file-virus"])
    if not answer.rstrip(b"\0\n").endswith(b"OK"):
        raise Unavailable("scanner", N_("The virus check could not read the file. Try again."))


def _ask(where: str, file: IO[bytes]) -> bytes:
    file.seek(0)
    with _connected(where) as line:
        line.sendall(b"zINSTREAM\0")
        while block := file.read(BLOCK):
            line.sendall(struct.pack(">I", len(block)) + block)
        line.sendall(struct.pack(">I", 0))
        return line.recv(4096)


def _connected(where: str) -> socket.socket:
    if where.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        line.connect(where[5:])
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)
