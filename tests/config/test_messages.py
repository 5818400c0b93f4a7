"""The second language: complete, in step with the source, and built when it changed."""

import ast
import os
import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.base import Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from hearth.config import messages
from tests.house import ROOT


LANGUAGES = messages.LANGUAGES
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[sd]|%%|%[sd]")
GETTEXT = {"_", "N_", *messages.KEYWORDS}


def po_file(language: str) -> Path:
    return messages.LOCALES / language / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def source():
    return messages.gathered()


@pytest.fixture(scope="module", params=LANGUAGES)
def kept(request):
    return messages.read_catalog(po_file(request.param), request.param)


def said(found: list[str]) -> str:
    return "make messages, then translate:\n" + "\n".join(found)


def test_every_string_has_its_translation(source, kept):
    without = messages.missing(messages.in_step(source, kept, str(kept.locale)))
    assert without == [], said(without)


def test_no_translation_outlives_its_string(source, kept):
    gone = [repr(one.id) for one in kept if one.id and not source.get(one.id, one.context)]
    assert gone == [], "make messages:\n" + "\n".join(gone)
    assert not kept.obsolete
    assert [one.id for one in kept if one.fuzzy and one.id] == []


def test_every_form_carries_what_the_string_carries(kept):
    wrong = []
    for message in kept:
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        forms = (
            message.string if isinstance(message.string, tuple | list) else (message.string,)
        )
        wanted = {tuple(sorted(PLACEHOLDER.findall(one))) for one in ids}
        wrong += [one for one in forms if tuple(sorted(PLACEHOLDER.findall(one))) not in wanted]
    assert wrong == []


def test_every_plural_form_is_there(kept):
    short = [
        message.id
        for message in kept
        if isinstance(message.id, tuple | list) and len(message.string) != kept.num_plurals
    ]
    assert short == []


def test_no_translation_holds_html_the_string_does_not(kept):
    for message in (one for one in kept if one.id):
        texts = (
            message.string if isinstance(message.string, tuple | list) else (message.string,)
        )
        assert "<" in str(message.id) or not any("<" in one for one in texts), message.id


def test_no_string_is_a_splinter_of_a_sentence(source):
    """Punctuation alone cannot be translated; a sentence is one string with names in it."""
    splinters = [
        message.id
        for message in source
        if message.id and not re.search(r"\w", str(message.id), flags=re.UNICODE)
    ]
    assert splinters == []


def glued(text: str) -> list[int]:
    """The lines where a string is put together before it is looked up: it is never found."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in GETTEXT
        and any(isinstance(one, ast.JoinedStr | ast.BinOp) for one in node.args)
    ]


def test_no_string_is_put_together_before_it_is_looked_up():
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sorted((ROOT / "hearth").rglob("*.py"))
        for line in glued(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_planted_glued_string_is_caught():
    assert glued('_("a " + name)\ngettext(f"{n} days")\n_("plain")\n') == [1, 2]


# --- What is gathered is what is looked up -------------------------------------------------


def looked_up(template: Template) -> set[tuple[str | tuple[str, str], str | None]]:
    """What Django asks the catalogue for when it renders the template."""
    found: set[tuple[str | tuple[str, str], str | None]] = set()
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        context = node.message_context.var if node.message_context else None
        if isinstance(node.filter_expression.var, str):
            continue
        literal = node.filter_expression.var.literal
        if literal is not None:
            found.add((str(literal).replace("%", "%%"), context))
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        context = node.message_context.var if node.message_context else None
        one, _names = node.render_token_list(node.singular)
        if node.countervar and node.plural:
            many, _names = node.render_token_list(node.plural)
            found.add(((one, many), context))
        else:
            found.add((one, context))
    return found


def test_templates_are_gathered_as_django_looks_them_up(source):
    engine = engines["django"]
    lost = []
    for file in sorted((ROOT / "hearth").rglob("templates/**/*.html")):
        name = str(file).split("/templates/", 1)[1]
        for words, context in looked_up(engine.get_template(name).template):
            if words and source.get(words, context) is None:
                lost.append(f"{name}: {words!r}")
    assert lost == []


TEMPLATE = """{% load i18n %}
  {# Translators: what the reader is told first. #}
  {% trans "One" %} {% translate "Two" context "count" %} {{ x|default:_("Three") }}
{% if x %}
    {% blocktrans trimmed with name=x.name %}
      Of {{ name }},
      100% sure
    {% endblocktrans %}
{% endif %}
      {% blocktrans trimmed count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktrans %}
{% blocktrans %}Kept
as it is{% endblocktrans %}
"""
PYTHON = """
def f():
    return (_("A"), N_("B" " and C"), ngettext("{n} day", "{n} days", n), pgettext("c", "D"))
"""


def test_every_way_of_marking_is_gathered(tmp_path):
    folder = tmp_path / "templates" / "x"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(TEMPLATE)
    (tmp_path / "page.py").write_text(PYTHON)
    found = messages.gathered(tmp_path)
    assert {(one.id, one.context) for one in found if one.id} == {
        ("One", None),
        ("Two", "count"),
        ("Three", None),
        ("Of %(name)s, 100%% sure", None),
        (("%(n)s day", "%(n)s days"), None),
        ("Kept\nas it is", None),
        ("A", None),
        ("B and C", None),
        (("{n} day", "{n} days"), None),
        ("D", "c"),
    }
    assert looked_up(engines["django"].from_string(TEMPLATE).template) <= {
        (one.id, one.context) for one in found
    }


# --- Keeping in step and building --------------------------------------------------------------


def test_a_string_that_is_new_or_gone_is_told(tmp_path, capsys):
    code = tmp_path / "page.py"
    locales = tmp_path / "locale"
    code.write_text('_("Stays")\n_("Goes")\n')
    assert messages.keep_in_step(tmp_path, locales) == 2
    file = locales / "es" / "LC_MESSAGES" / "django.po"
    file.write_text(file.read_text().replace('"Stays"\nmsgstr ""', '"Stays"\nmsgstr "Queda"'))
    code.write_text('_("Stays")\n_("Comes")\n')
    capsys.readouterr()
    assert messages.keep_in_step(tmp_path, locales) == 1
    out = capsys.readouterr().out
    assert "'Goes'" in out and "not translated: 'Comes'" in out
    again = file.read_bytes()
    assert b"Queda" in again and b"Goes" not in again
    messages.keep_in_step(tmp_path, locales)
    assert file.read_bytes() == again
    assert b"Date" not in again


def test_only_what_changed_is_built(tmp_path):
    file = tmp_path / "locale" / "es" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid ""\nmsgstr ""\n\nmsgid "Yes"\nmsgstr "Sí"\n')
    assert messages.compile_messages(tmp_path) == 1
    built = file.with_suffix(".mo")
    later = file.stat().st_mtime_ns + 1_000_000
    os.utime(built, ns=(later, later))
    assert messages.compile_messages(tmp_path) == 0
    os.utime(file, ns=(later + 1_000_000, later + 1_000_000))
    assert messages.compile_messages(tmp_path) == 1
