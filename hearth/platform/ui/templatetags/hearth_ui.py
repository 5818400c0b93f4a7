"""Template words of the house: times, dates, icons, the place's own terms, and small parts."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearth.kernel import clock
from hearth.platform.ui import icons, wording
from hearth.platform.ui.parts import OfflineWrite


register = template.Library()


@register.filter
def at(instant: datetime | None, facility: Any = None) -> str:
    """``{{ instant|at:facility }}`` → "14:05 · 20 min ago", kept fresh by the page script."""
    if instant is None:
        return ""
    return format_html(
        '<time class="at" datetime="{}" title="{}">{} · <span data-ago>{}</span></time>',
        instant.isoformat(timespec="seconds"),
        full_text(instant, facility),
        wording.moment_text(instant, facility),
        wording.ago_text(instant, clock.now()),
    )


@register.filter(name="clock")
def clock_filter(instant: datetime | None, facility: Any = None) -> str:
    """``{{ instant|clock:facility }}`` → "14:05" alone."""
    if instant is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        instant.isoformat(timespec="seconds"),
        full_text(instant, facility),
        wording.clock_text(instant, facility),
    )


@register.filter
def moment(instant: datetime | None, facility: Any = None) -> str:
    """``{{ instant|moment:facility }}`` → "yesterday 14:05": exact, without "ago" (print)."""
    if instant is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>',
        instant.isoformat(timespec="seconds"),
        wording.moment_text(instant, facility),
    )


@register.filter
def stamp(instant: datetime | None, facility: Any = None) -> str:
    """``{{ instant|stamp:facility }}`` → "24-Nov-2026 14:05", for sheets and audit lists."""
    if instant is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>',
        instant.isoformat(timespec="seconds"),
        full_text(instant, facility),
    )


def full_text(instant: datetime, facility: Any) -> str:
    """Date and time of an instant in the community's zone."""
    local = instant.astimezone(wording.zone_of(facility))
    return f"{wording.day_text(local)} {wording.clock_text(instant, facility)}"


@register.filter
def day(value: date | None) -> str:
    """``{{ date|day }}`` → "24-Nov-2026"."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', iso_day(value), wording.day_text(value))


@register.filter
def short_day(value: date | None) -> str:
    """``{{ date|short_day }}`` → "Tue 24-Nov"."""
    if value is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>', iso_day(value), wording.short_day_text(value)
    )


def iso_day(value: date) -> str:
    """The calendar day as machines read it."""
    return f"{value:%Y-%m-%d}"


@register.filter
def lasting(span: timedelta | None) -> str:
    """``{{ timedelta|lasting }}`` → "3 h 20 min"."""
    return "" if span is None else wording.long_text(span)


@register.filter
def known(value: Any) -> Any:
    """The value, or "Not known": a blank or a question mark is never left to guess from."""
    return _("Not known") if value in (None, "") else value


def sprite(name: str) -> str:
    """The address of one icon; a name that is not in the sprite is an error, not a gap."""
    if name not in icons.names():
        raise template.TemplateSyntaxError(f"no icon is called {name!r}")
    return f"{static('hearth/icons.svg')}#{name}"


@cache
def drawing(name: str, kind: str) -> SafeString:
    """The markup of one icon, made once a process: a list of fifty rows draws a hundred."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}"/></svg>',
        kind,
        sprite(name),
    )


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """``{% icon "pill" %}``: decoration beside a word, silent for a screen reader."""
    return drawing(name, kind)


@register.simple_tag
def mark(level: str) -> SafeString:
    """``{% mark "urgent" %}``: the shape of a level; the word stands beside it."""
    return drawing(f"mark-{level}", f"mark mark-{level}")


@register.simple_tag(takes_context=True)
def term(context: template.Context, key: str, plural: str = "") -> str:
    """``{% term "neighborhood" %}``, ``{% term "neighborhood" "plural" %}``."""
    return wording.term_text(key, context.get("facility"), plural=plural == "plural")


@register.filter
def described_by(bound_field: Any) -> str:
    """Ids of the hint and the error of a form field, for ``aria-describedby``."""
    ids = []
    if bound_field.help_text:
        ids.append(f"{bound_field.auto_id}-hint")
    if bound_field.errors:
        ids.append(f"{bound_field.auto_id}-error")
    return " ".join(ids)


@register.simple_tag
def widget(bound_field: Any) -> SafeString:
    """A form field's control, tied to its hint and its error for those who hear the page."""
    attrs: dict[str, str] = {}
    described = described_by(bound_field)
    if described:
        attrs["aria-describedby"] = described
    if bound_field.errors:
        attrs["aria-invalid"] = "true"
    if bound_field.field.required and not bound_field.field.widget.use_required_attribute(
        bound_field.initial
    ):
        attrs["aria-required"] = "true"
    return bound_field.as_widget(attrs=attrs)


@register.filter
def grouped(bound_field: Any) -> bool:
    """True for radio buttons and several check boxes: they need a fieldset, not a label."""
    return bool(bound_field.use_fieldset)


@register.filter
def is_checkbox(bound_field: Any) -> bool:
    """True for one check box: its label stands after it."""
    return getattr(bound_field.field.widget, "input_type", "") == "checkbox" and not grouped(
        bound_field
    )


@register.simple_tag
def offline_write(
    verb: str, *, what: str = "", again: bool = False, **about: Any
) -> SafeString:
    """``<form … {% offline_write "notes.write_note" resident=resident.pk what=_("Note") %}>``."""
    found = tuple((name, str(value)) for name, value in about.items())
    return OfflineWrite(verb, found, what, again).attributes
