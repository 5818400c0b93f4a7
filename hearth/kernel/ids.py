"""Keys: UUID version 7, made in Python, so that rows sort by when they were made."""

import os
import threading
import time
from uuid import NAMESPACE_URL, UUID, uuid5


_lock = threading.Lock()
_last_ms = 0
_sequence = 0


def uuid7() -> UUID:
    """A new key. Within one process keys never go backwards.

    Source: RFC 9562 §5.7 (48 bits of Unix milliseconds), with method 1 of §6.2: a 12-bit
    counter in ``rand_a``, begun at random below half and borrowed from the clock when full.
    """
    global _last_ms, _sequence
    noise = int.from_bytes(os.urandom(10), "big")
    with _lock:
        ms = time.time_ns() // 1_000_000
        if ms > _last_ms:
            _last_ms, _sequence = ms, noise >> 69
        else:
            _sequence += 1
            if _sequence > 0xFFF:
                _last_ms, _sequence = _last_ms + 1, 0
        ms, sequence = _last_ms, _sequence
    value = ms << 80 | 0x7 << 76 | sequence << 64 | 0b10 << 62 | noise & (1 << 62) - 1
    return UUID(int=value)


def named_uuid(*parts: str) -> UUID:
    """The same key for the same name, everywhere: processes, house definitions."""
    return uuid5(NAMESPACE_URL, "hearth:" + ":".join(parts))
