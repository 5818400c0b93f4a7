"""Letters of codes that are read aloud, printed and typed once."""

import secrets


LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that reads like 0 O, 1 I L or U V


def letters(count: int) -> str:
    """So many letters nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _ in range(count))


def in_fours(text: str) -> str:
    """As it is shown: K7Q4-M2XP."""
    return "-".join(text[n : n + 4] for n in range(0, len(text), 4))
