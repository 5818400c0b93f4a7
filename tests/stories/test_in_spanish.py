"""The house in Spanish: every page and form of the office and the floor, without an English word."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client

from hearth.config import messages
from hearth.platform.identity.roles import ROLES
from tests.isolation.test_matrix import addresses
from tests.isolation.world import make_community


pytestmark = pytest.mark.django_db

READ_ALOUD = ("aria-label", "title", "placeholder", "alt")
# Words Spanish does not have; a sentence that nobody marked for translation holds one of them.
ENGLISH = re.compile(
    r"\b(the|and|of|with|not|is|are|was|were|this|that|who|what|when|here|nobody|somebody|your|"
    r"from|until|since|which|there|they|must|choose|enter)\b",
    re.IGNORECASE,
)
# What people of this house wrote or were named, and what is the same in every language.
WRITTEN = (
    "Fix the lamp",
    "Water the plants",
    "Fell in the garden",
    "Elm House",
    "Orders",
    "Day",
    "Tablet",
    "English",
)
ZONES = re.compile(r"[A-Z]\w+/[\w/ +-]+")
CODE = re.compile(r"[a-z]+\.[a-z_]+")
ENGLISH_MONTH = re.compile(r"\b\d\d-(Jan|Apr|Aug|Dec)\b")


class Page(HTMLParser):
    """What a page says: its texts, what is read aloud of it, and its scripts' own words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.language = ""
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self._silent += tag in ("script", "style", "svg")
        named = dict(attrs)
        self.language = named.get("lang") or self.language if tag == "html" else self.language
        self.said += [named[name] for name in READ_ALOUD if named.get(name)]
        if named.get("data-words"):
            self.said += json.loads(named["data-words"]).values()

    def handle_endtag(self, tag):
        self._silent -= tag in ("script", "style", "svg")

    def handle_data(self, data):
        text = " ".join(data.split())
        if text and not self._silent:
            self.said.append(text)


@pytest.fixture(scope="module")
def english():
    """What the source says and Spanish says otherwise."""
    catalog = messages.read_catalog(messages.LOCALES / "es" / "LC_MESSAGES" / "django.po", "es")
    pairs = [
        (one, said)
        for message in catalog
        if message.id
        for one, said in zip(_forms(message.id), _forms(message.string), strict=True)
    ]
    spanish = {said for _one, said in pairs}
    return {one for one, said in pairs if one != said} - spanish


def _forms(words):
    return words if isinstance(words, tuple | list) else (words,)


def english_in(said: str, english: set[str]) -> bool:
    """Whether a person would read English here, the names and notes of the house aside."""
    for one in WRITTEN:
        said = said.replace(one, "")
    said = ZONES.sub("", CODE.sub("", said)).strip(" :·")
    return said in english or bool(ENGLISH.search(said)) or bool(ENGLISH_MONTH.search(said))


def pages(client, found, methods):
    """Every page that answers a look, and an empty form where ``methods`` say so."""
    for address, path in found:
        for method in methods:
            with transaction.atomic():
                answer = getattr(client, method)(path)
                transaction.set_rollback(True)
            html = answer.headers.get("Content-Type", "").startswith("text/html")
            if html and answer.status_code in (200, 400, 409, 422):
                yield f"{address.name} ({method})", answer.content.decode()


@pytest.mark.parametrize(
    ("code", "methods"),
    [
        ("coordinator", ("get", "post")),
        ("caregiver", ("get",)),
        ("administrator", ("get",)),
    ],
)
def test_no_page_says_an_english_word(english, code, methods):
    here = make_community("Elm House")
    account = here.people[code]
    account.language = "es"
    account.save(update_fields=["language"])
    client = Client()
    client.force_login(account)
    found = [
        (a, a.of(here, here))
        for a in addresses()
        if all(label for _, label in a.objects) and a.permission in ROLES[code].permissions
    ]
    read, wrong = 0, []
    for name, text in pages(client, found, methods):
        page = Page(text)
        read += 1
        if "<html" in text and page.language != "es":
            wrong.append(f"{name}: lang={page.language}")
        wrong += [f"{name}: {one}" for one in page.said if english_in(one, english)]
    assert read > 10
    assert wrong == [], "\n".join(wrong)


def test_a_planted_english_word_is_caught(english):
    assert english_in("Nobody waits for a call back", english)
    assert english_in("Guardado", english) is False
    assert english_in("Save", english)
    assert english_in("12-Aug-2026", english)
    assert english_in("12-Ago-2026", english) is False
    assert english_in(": Fix the lamp", english) is False


def test_a_person_chooses_the_language_and_keeps_it():
    here = make_community("Elm House")
    aide = here.people["caregiver"]
    client = Client(headers={"accept-language": "en-US"})
    client.force_login(aide)
    path = f"/c/{here.facility.slug}/shift/"
    assert Page(client.get(path).content.decode()).language == "en"
    chosen = client.post("/look/language/", {"language": "es", "next": path})
    assert (chosen.status_code, chosen.headers["Location"]) == (302, path)
    assert Page(client.get(path).content.decode()).language == "es"
    # Another browser, set to English: the account remembers.
    other = Client(headers={"accept-language": "en-US"})
    other.force_login(aide)
    assert Page(other.get(path).content.decode()).language == "es"


def test_the_sign_in_page_follows_the_browser(english):
    page = Page(Client(headers={"accept-language": "es-US,es"}).get("/enter/").content.decode())
    assert page.language == "es"
    assert [one for one in page.said if english_in(one, english)] == []


def test_what_is_kept_for_offline_speaks_spanish(english):
    page = Page(Client().get("/offline/?lang=es").content.decode())
    assert page.language == "es"
    assert [one for one in page.said if english_in(one, english)] == []
