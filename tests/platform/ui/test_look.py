"""What can be judged without a browser: contrast, weight, vendored files, strict policy."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.template.loader import get_template

from hearth.platform.ui import icons, parts


UI = Path(parts.__file__).parent
STATIC = UI / "static"
CSS = (STATIC / "hearth" / "hearth.css").read_text(encoding="utf-8")
TEMPLATES = sorted((UI / "templates").rglob("*.html"))


def tokens(selector: str) -> dict[str, str]:
    block = CSS[CSS.index(selector) :]
    block = block[block.index("{") + 1 : block.index("}")]
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", block))


THEMES = {
    "light": tokens("  :root {"),
    "dark": tokens('  :root[data-theme="dark"]'),
    "night": tokens('  :root[data-theme="night"]'),
}


def luminance(colour: str) -> float:
    parts_ = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts_]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    (ink, ground)
    for ink in ("ink", "soft", "accent", "red", "amber", "blue", "grey")
    for ground in ("page", "raised", "sunken")
]
TEXT += [
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-red", "red-fill"),
    ("amber", "amber-wash"),
    ("ink", "amber-wash"),
    ("ink", "red-wash"),
    ("ink", "wash"),
    ("accent-strong", "wash"),
    ("soft", "wash"),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read_in_every_theme(theme, ink, ground):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("edge", ["edge", "accent", "amber-mark"])
def test_edges_of_controls_and_marks_can_be_seen(theme, edge):
    assert contrast(THEMES[theme][edge], THEMES[theme]["page"]) >= 3


def test_a_device_that_asks_for_dark_gets_the_same_dark():
    media = CSS[CSS.index("@media (prefers-color-scheme: dark)") :]
    asked = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", media[: media.index("}")]))
    assert asked == THEMES["dark"]


def weight(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


def test_the_first_load_is_light():
    # Source: trust_and_ux budget, ARCHITECTURE pages row: CSS <= 30 kB, JS <= 60 kB, compressed.
    assert weight("hearth/hearth.css") <= 30_000
    every_page = (
        "vendor/htmx.min.js",
        "hearth/hearth.js",
        "hearth/live.js",
        "hearth/keep.js",
        "hearth/offline.js",
        "hearth/tablet.js",  # on an enrolled tablet
    )
    assert weight(*every_page) <= 40_000
    everything = weight(
        *every_page,
        "vendor/uplot.min.js",
        "hearth/chart.js",
    )
    assert everything <= 60_000


def test_the_vendored_files_are_the_ones_the_manifest_names():
    script = UI.parents[2] / "scripts" / "vendor_assets.py"
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 0
    manifest = json.loads((STATIC / "vendor" / "MANIFEST.json").read_text(encoding="utf-8"))
    assert all(one["licence"] and one["version"] for one in manifest)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_keep_the_strict_policy(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"<style", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_compile_and_name_only_icons_there_are(path):
    get_template(str(path.relative_to(UI / "templates")))
    for name in re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8")):
        assert name in icons.names()


def test_colour_is_never_written_outside_the_tokens():
    rest = CSS[CSS.index("@layer base {") : CSS.index("@layer print {")]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\))", rest) == []


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="is not one of"):
        parts.Chip("Late", "red")


def test_a_chart_has_at_most_four_lines():
    with pytest.raises(ValueError, match="at most four"):
        parts.Chart("Much", (), tuple(parts.Series(str(n), ()) for n in range(5)))


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Margaret Hayes", "MH"),
        ("Cher", "C"),
        ("فاطمة حداد", "فح"),
        ("", ""),
        ("Ana de la Cruz", "AC"),
    ],
)
def test_initials_of_any_name(name, initials):
    assert parts.Avatar(name).initials == initials


def test_a_spark_of_one_value_or_none_does_not_break():
    assert parts.Spark((7,), "7").points == "3.0,15.0"
    assert parts.Spark((), "none").points == ""
