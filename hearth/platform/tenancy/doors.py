"""Doors in the order one walks."""

import re


def door_order(label: str) -> list[tuple[int, int, str]]:
    """What to sort the label of a place by: 9, 10, 101, 101 B; words after numbers, none last."""
    return [
        (0, int(x), "") if x.isdigit() else (1, 0, x.casefold())
        for x in re.split(r"(\d+)", label)
        if x
    ] or [(2, 0, "")]
