"""A form made from a schema: for bodies of words, numbers, choices and lists of simple entries.

Each field is called by its place in the body (``items.2.title.en``), so a fault of the schema finds its
field. What a form cannot hold is edited as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from .wording import WORDS_OF_CODES


Body = Any
MOST_FIELDS = 900
LONG_TEXT = 200


@dataclass
class Group:
    """Fields that stand together under a heading: one entry of a list, or one part of the body."""

    title: str
    hint: str = ""
    names: list[str] = field(default_factory=list)
    level: int = 2


def is_simple(schema: dict[str, Any]) -> bool:
    """Whether a form can hold every body of this schema."""
    kind = schema.get("type")
    if schema.get("format") == "words" or kind in {"string", "integer", "number", "boolean"}:
        return True
    if kind == "object":
        inner = schema.get("properties", {})
        return schema.get("additionalProperties") is False and all(
            map(is_simple, inner.values())
        )
    if kind == "array":
        items = schema.get("items", {})
        return (items.get("type") == "object" and is_simple(items)) or "enum" in items
    return False


class BodyForm(forms.Form):
    """The body of one definition. ``partial``: it is laid over another, so nothing is required."""

    def __init__(
        self, schema: dict[str, Any], body: Body, data: Any = None, *, partial: bool = False
    ) -> None:
        super().__init__(data, label_suffix="")
        self.schema, self.partial = schema, partial
        self.groups: list[Group] = []
        self.lists: list[str] = []
        self._lay(schema, body, "", Group(""), required=True)
        self.groups = [group for group in self.groups if group.names or group.title]

    # Laying out

    def _lay(
        self, schema: dict[str, Any], value: Body, name: str, group: Group, *, required: bool
    ) -> None:
        if group not in self.groups:
            self.groups.append(group)
        kind = schema.get("type")
        if schema.get("format") == "words":
            self._lay_words(schema, value or {}, name, group, required=required)
        elif kind == "object":
            self._lay_object(schema, value or {}, name, group, required=required)
        elif kind == "array" and "enum" not in schema["items"]:
            self._lay_list(schema, value or [], name)
        else:
            self._add(name, field_of(schema, required=required), value, group)

    def _lay_words(
        self, schema: dict[str, Any], value: Body, name: str, group: Group, *, required: bool
    ) -> None:
        for code, language in settings.LANGUAGES:
            made = forms.CharField(
                label=f"{_(schema.get('title', '')) or name} · {language}",
                required=required and code == "en",
                max_length=LONG_TEXT,
            )
            self._add(f"{name}.{code}", made, value.get(code, ""), group)

    def _lay_object(
        self, schema: dict[str, Any], value: Body, name: str, group: Group, *, required: bool
    ) -> None:
        needed = set(schema.get("required", ())) if required else set()
        for part, inner in schema["properties"].items():
            below = group
            if inner.get("type") == "object" and inner.get("format") != "words":
                below = Group(
                    _(inner.get("title", part)),
                    _(inner["description"]) if inner.get("description") else "",
                    level=3,
                )
            path = f"{name}.{part}" if name else part
            self._lay(
                inner,
                value.get(part),
                path,
                below,
                required=part in needed and not self.partial,
            )

    def _lay_list(self, schema: dict[str, Any], value: Body, name: str) -> None:
        self.lists.append(name)
        count = self._count(name, len(value))
        self._add(
            f"{name}-rows",
            forms.IntegerField(widget=forms.HiddenInput, required=False),
            count,
            Group(""),
        )
        for at in range(count):
            given = value[at] if at < len(value) else {}
            title = _words_of(given) or _("Entry {n}").format(n=at + 1)
            group = Group(title, level=3)
            self._lay(
                schema["items"],
                given,
                f"{name}.{at}",
                group,
                required=self._filled(name, at, given),
            )
            drop = forms.BooleanField(label=_("Take this entry out"), required=False)
            self._add(f"{name}.{at}-drop", drop, False, group)  # noqa: FBT003 - a value

    def _count(self, name: str, had: int) -> int:
        """Entries shown: as many as there are (one blank in an empty list), or as the sent form had."""
        count = had or 1
        if self.is_bound:
            sent = str(self.data.get(f"{name}-rows", ""))
            count = min(int(sent), MOST_FIELDS) if sent.isdecimal() else count
        return count

    def _filled(self, name: str, at: int, given: Body) -> bool:
        """Whether an entry must be whole: it was there, or something was typed into it."""
        if not self.is_bound:
            return bool(given)
        start = f"{name}.{at}."
        if self.data.get(f"{name}.{at}-drop"):
            return False
        return any(
            v
            for k, v in self.data.items()
            if k.startswith(start) and k.rsplit(".", 1)[-1] not in BLANKS
        )

    def _add(self, name: str, made: forms.Field, value: Body, group: Group) -> None:
        made.initial = value
        self.fields[name] = made
        group.names.append(name)

    # Reading back

    def body(self) -> dict[str, Any]:
        """What was meant, in the shape of the schema. Call when the form is valid."""
        found = self._read(self.schema, "", required=True)
        return found if isinstance(found, dict) else {}

    def _read(self, schema: dict[str, Any], name: str, *, required: bool) -> Any:
        kind = schema.get("type")
        if schema.get("format") == "words":
            words = {
                code: self.cleaned_data.get(f"{name}.{code}", "")
                for code, _l in settings.LANGUAGES
            }
            return {code: text for code, text in words.items() if text} or None
        if kind == "object":
            return self._read_object(schema, name, required=required)
        if kind == "array" and "enum" not in schema["items"]:
            return list(self._read_list(schema, name))
        value = self.cleaned_data.get(name)
        if value in ("", None) or (value is False and not required):
            return "" if required and kind == "string" else None
        return value

    def _read_object(
        self, schema: dict[str, Any], name: str, *, required: bool
    ) -> dict[str, Any] | None:
        needed = set(schema.get("required", ()))
        found = {
            part: self._read(inner, f"{name}.{part}" if name else part, required=part in needed)
            for part, inner in schema["properties"].items()
        }
        kept = {part: value for part, value in found.items() if value is not None}
        return kept if kept or required or not name else None

    def _read_list(self, schema: dict[str, Any], name: str) -> Iterator[Any]:
        for at in range(int(self.cleaned_data.get(f"{name}-rows") or 0)):
            if self.cleaned_data.get(f"{name}.{at}-drop"):
                continue
            entry = self._read(schema["items"], f"{name}.{at}", required=True)
            if entry and any(v not in (False, None, "") for v in entry.values()):
                yield entry

    # For the page

    def sections(self) -> list[tuple[Group, list[forms.BoundField]]]:
        """Groups with their fields, hidden ones left out."""
        shown = [(g, [self[n] for n in g.names if not self[n].is_hidden]) for g in self.groups]
        return [(group, fields) for group, fields in shown if fields]


# Named so that an entry with only an unticked box or a preset choice still counts as blank.
BLANKS = frozenset({"off"})


def field_of(schema: dict[str, Any], *, required: bool) -> forms.Field:
    """One plain field."""
    words: dict[str, Any] = {
        "label": _(schema["title"]) if schema.get("title") else "",
        "help_text": _(schema["description"]) if schema.get("description") else "",
    }
    kind = schema.get("type")
    if kind == "array":
        choices = [(code, code) for code in schema["items"]["enum"]]
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(
            choices=choices, required=False, widget=widget, **words
        )
    if kind == "boolean":
        return forms.BooleanField(required=False, **words)
    if kind in {"integer", "number"}:
        least, most = schema.get("minimum"), schema.get("maximum")
        number = forms.IntegerField if kind == "integer" else forms.FloatField
        return number(required=required, min_value=least, max_value=most, **words)
    if "enum" in schema:
        choices = [(code, _(WORDS_OF_CODES.get(code, code))) for code in schema["enum"]]
        if not required:
            choices.insert(0, ("", _("Not said")))
        return forms.ChoiceField(choices=choices, required=required, **words)
    if "pattern" in schema:
        return forms.RegexField(schema["pattern"], required=required, **words)
    needed = required and schema.get("minLength", 0) > 0
    return forms.CharField(
        required=needed, max_length=schema.get("maxLength", LONG_TEXT), **words
    )


def _words_of(entry: Any) -> str:
    title = entry.get("title") if isinstance(entry, dict) else None
    return title.get("en", "") if isinstance(title, dict) else ""
