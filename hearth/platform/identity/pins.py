"""What makes a PIN, and what makes a bad one."""

from datetime import date
from itertools import pairwise

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_


LENGTH = 6
TRIES = 5  # wrong PINs of one person on one device before that person is locked there


def check_pin_shape(pin: str) -> None:
    """Refuse a PIN that others would guess. Raises Refused (pin-shape, pin-simple, pin-date)."""
    if len(pin) != LENGTH or not pin.isdecimal() or not pin.isascii():
        raise Refused("pin-shape", N_("A PIN is {n} digits."), n=LENGTH)
    if _is_simple(pin):
        raise Refused(
            "pin-simple",
            N_(
                "That PIN is easy to guess: choose one without a row or a repeat, such as 123456 or 121212."
            ),
        )
    if _reads_as_date(pin):
        raise Refused(
            "pin-date", N_("That PIN reads as a date, perhaps a birthday: choose another.")
        )


def _is_simple(pin: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1:
        return True  # 111111, 123456, 654321, 135791
    if pin[:3] == pin[3:] or pin[:2] * 3 == pin or pin[:3] == pin[:2:-1]:
        return True  # 123123, 121212, 123321
    return len(set(pin)) < 3


def _reads_as_date(pin: str) -> bool:
    """Day, month and a year of two digits, in any of the orders people write."""
    a, b, c = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    return any(_is_date(*parts) for parts in ((a, b, c), (b, a, c), (c, b, a)))


def _is_date(day: int, month: int, year: int) -> bool:
    try:
        date(2000 if year == 0 else 1900 + year, month, day)
    except ValueError:
        return False
    return True
