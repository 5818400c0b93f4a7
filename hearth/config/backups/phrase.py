"""The recovery phrase: twelve words on paper that open a backup when everything else is gone.

The words are our own, made by rule (consonant, vowel, consonant, vowel, check letter), so no list
has to be kept and a slip in any one letter is noticed at that word. Eleven words carry 121 random
bits, the twelfth checks the others.
"""

import hashlib
import secrets

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt


FIRST = "bdfghjklmnprstvz"
SECOND = "aeio"
THIRD = "dgklmrtv"
FOURTH = "aiou"
CHECK = "bdfgklmnprstvxyz"
WORDS = 12
# 64 MB of memory and a few tenths of a second a guess; the phrase has 121 bits of its own.
SCRYPT_COST = 2**16
SALT = b"hearth recovery phrase v1"


class PhraseWrong(Exception):
    """What was typed is not a recovery phrase; the text says which word to look at."""


def word(number: int) -> str:
    """The word of a number from 0 to 2047."""
    one, two = number % 16, number // 16 % 4
    three, four = number // 64 % 8, number // 512
    return (
        FIRST[one] + SECOND[two] + THIRD[three] + FOURTH[four] + _check(one, two, three, four)
    )


def wordlist() -> list[str]:
    """All 2048 words; any two differ in at least two letters."""
    return [word(number) for number in range(2048)]


def make_phrase() -> str:
    """A new phrase of twelve words. It is shown once and kept nowhere."""
    numbers = [secrets.randbelow(2048) for _ in range(WORDS - 1)]
    return " ".join(word(number) for number in [*numbers, _sum(numbers)])


def read_phrase(typed: str) -> str:
    """The phrase as it was printed, whatever the spacing, numbering and case.

    Raises PhraseWrong naming the first word that cannot be right.
    """
    words = [part for part in typed.lower().split() if part.strip("0123456789.:)-,")]
    words = [part.strip("0123456789.:)-,") for part in words]
    if len(words) != WORDS:
        raise PhraseWrong(f"A recovery phrase has {WORDS} words; these are {len(words)}.")
    known = {text: number for number, text in enumerate(wordlist())}
    for place, text in enumerate(words, start=1):
        if text not in known:
            raise PhraseWrong(f"Word {place} ({text}) is not a word of a recovery phrase.")
    numbers = [known[text] for text in words]
    if _sum(numbers[:-1]) != numbers[-1]:
        raise PhraseWrong("The words are right, but not all of them or not in this order.")
    return " ".join(words)


def private_key(phrase: str) -> X25519PrivateKey:
    """The key that opens what was sealed for this phrase. Raises PhraseWrong."""
    seed = Scrypt(salt=SALT, length=32, n=SCRYPT_COST, r=8, p=1).derive(
        read_phrase(phrase).encode()
    )
    return X25519PrivateKey.from_private_bytes(seed)


def printed(phrase: str) -> str:
    """The phrase as it is shown once: numbered, three words a line."""
    words = phrase.split()
    lines = []
    for start in range(0, len(words), 3):
        numbered = enumerate(words[start : start + 3], start=start + 1)
        lines.append("    " + "   ".join(f"{place:2}. {text}" for place, text in numbered))
    return "\n".join(lines)


def _check(one: int, two: int, three: int, four: int) -> str:
    """A last letter that changes whenever one of the others does."""
    return CHECK[(one + 3 * two + 5 * three + 7 * four) % 16]


def _sum(numbers: list[int]) -> int:
    text = ",".join(str(number) for number in numbers)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:2]) % 2048
