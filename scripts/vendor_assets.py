"""Fetch the browser libraries Hearth carries in its own repository, and write down what they are.

For developers only: nobody who installs or runs Hearth needs Node or a network. The files land
under ``hearth/platform/ui/static/vendor`` with a manifest of version, licence and sha256.

    python scripts/vendor_assets.py            fetch with ``npm pack`` and rewrite the manifest
    python scripts/vendor_assets.py --check    compare the committed files with the manifest
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "hearth" / "platform" / "ui" / "static"
VENDOR = STATIC / "vendor"
SPRITE = STATIC / "hearth" / "icons.svg"
MANIFEST = VENDOR / "MANIFEST.json"


@dataclass(frozen=True)
class Package:
    """One library: its exact version, its licence, and which file goes where."""

    name: str
    version: str
    licence: str
    files: dict[str, Path]
    licence_file: str = "LICENSE"
    used_for: str = ""


PACKAGES = [
    Package(
        "htmx.org",
        "2.0.7",
        "0BSD",
        {"dist/htmx.min.js": VENDOR / "htmx.min.js"},
        used_for="fragments of pages without a page load",
    ),
    Package(
        "@alpinejs/csp",
        "3.15.0",
        "MIT",
        {"dist/cdn.min.js": VENDOR / "alpine-csp.min.js"},
        licence_file="",
        used_for="state inside one page; loaded only where a page asks for it",
    ),
    Package(
        "uplot",
        "1.6.32",
        "MIT",
        {
            "dist/uPlot.iife.min.js": VENDOR / "uplot.min.js",
            "dist/uPlot.min.css": VENDOR / "uplot.min.css",
        },
        used_for="charts of vitals; loaded only where a page asks for it",
    ),
    Package(
        "axe-core",
        "4.10.3",
        "MPL-2.0",
        {"axe.min.js": ROOT / "tests" / "vendor" / "axe.min.js"},
        used_for="accessibility tests; never served",
    ),
]

ICONS_FROM = Package(
    "@tabler/icons", "3.34.1", "MIT", {}, used_for="outline icons, gathered in hearth/icons.svg"
)

ICONS = """
activity adjustments alert-circle alert-octagon alert-triangle ambulance arrow-back-up arrow-down
arrow-left arrow-right arrow-up arrows-exchange backspace bed bell bell-ringing bolt book briefcase
building building-community building-hospital bus cake calendar calendar-event car chart-line check
checks chevron-down chevron-left chevron-right chevron-up circle-check clipboard-list clock
clock-pause cloud-up contrast copy database device-desktop device-tablet dots door download droplet
ear external-link eye eye-off eyeglass file file-text filter fingerprint flag hand-stop heart
heartbeat help-circle history home id-badge info-circle key keyboard language leaf list-check lock
lock-open login logout lungs man map-pin message messages minus moon moon-stars music note notes nut
paperclip pencil phone phone-call pill plus printer refresh repeat report scale search settings
shield shield-check signature soup star stethoscope sun table-import temperature
tools-kitchen-2 trash upload user user-check user-plus users users-group virus walk wheelchair wifi
wifi-off x zzz
""".split()  # noqa: SIM905 - a word list reads better than 130 quoted lines

# Hearth's own marks for the levels (docs/reference/components.md): shape first, colour second.
MARKS = {
    "mark-emergency": '<circle cx="12" cy="12" r="9" fill="currentColor" stroke="none"/>',
    "mark-urgent": '<path d="M12 3 22 20.5H2z" fill="currentColor" stroke="none"/>',
    "mark-routine": (
        '<rect x="4" y="4" width="16" height="16" rx="1.5" fill="currentColor" stroke="none"/>'
    ),
    "mark-technical": (
        '<path d="M12 2.5 21.5 12 12 21.5 2.5 12z" fill="none" stroke-width="2.6"/>'
    ),
    "mark-neutral": '<circle cx="12" cy="12" r="7.5" fill="none" stroke-width="2.6"/>',
    "mark-done": '<path d="m4.5 12.5 5 5L20 7" fill="none" stroke-width="2.8"/>',
}

# The npm package carries no licence text, only the name of the licence in package.json.
ALPINE_LICENCE = """# MIT License

Copyright © 2019-2021 Caleb Porzio and contributors

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def unpack(package: Package, folder: Path) -> Path:
    """Fetch one package with npm and return the folder it unpacks to."""
    wanted = f"{package.name}@{package.version}"
    answer = subprocess.run(
        ["npm", "pack", wanted, "--silent", "--pack-destination", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    archive = folder / answer.stdout.strip().splitlines()[-1]
    target = folder / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def sha256(path: Path) -> str:
    """The fingerprint written in the manifest."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def licence_of(package: Package, source: Path) -> Path:
    """Keep the licence text beside the file it covers, as the licences ask."""
    text = (
        (source / package.licence_file).read_text(encoding="utf-8")
        if package.licence_file
        else ALPINE_LICENCE
    )
    name = re.sub(r"[^a-z]+", "-", package.name).strip("-")
    path = VENDOR / "licences" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def symbol(name: str, outline: Path) -> str:
    """One icon as a symbol of the sprite; the invisible frame path is dropped."""
    svg = (outline / f"{name}.svg").read_text(encoding="utf-8")
    inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)[1]
    paths = [line.strip() for line in inner.splitlines() if line.strip()]
    kept = "".join(line.replace(" />", "/>") for line in paths if 'stroke="none"' not in line)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{kept}</symbol>'


# Our own name for an icon, so that navigation can be spelled as it reads.
ALIASES = {"today": "calendar-event"}


def write_sprite(outline: Path) -> None:
    """Gather the marks and the chosen icons in one file that pages refer to by name."""
    marks = [
        f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>'
        for name, body in MARKS.items()
    ]
    icons = [symbol(name, outline) for name in sorted(set(ICONS))]
    icons += [
        symbol(source, outline).replace(f'id="{source}"', f'id="{name}"', 1)
        for name, source in ALIASES.items()
    ]
    SPRITE.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n'
        + "\n".join([*marks, *icons])
        + "\n</svg>\n",
        encoding="utf-8",
    )


def entry(package: Package, files: list[Path]) -> dict:
    """One manifest entry."""
    return {
        "name": package.name,
        "version": package.version,
        "licence": package.licence,
        "used_for": package.used_for,
        "files": {str(path.relative_to(ROOT)): sha256(path) for path in files},
    }


def fetch() -> None:
    """Fetch everything and rewrite the manifest."""
    entries = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for package in PACKAGES:
            source = unpack(package, folder)
            for inside, target in package.files.items():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes((source / inside).read_bytes())
            licence = licence_of(package, source)
            entries.append(entry(package, [*package.files.values(), licence]))
        source = unpack(ICONS_FROM, folder)
        write_sprite(source / "icons" / "outline")
        entries.append(entry(ICONS_FROM, [SPRITE, licence_of(ICONS_FROM, source)]))
    MANIFEST.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


def differences() -> list[str]:
    """Files that are missing or are not the ones the manifest names."""
    wrong = []
    for package in json.loads(MANIFEST.read_text(encoding="utf-8")):
        for name, expected in package["files"].items():
            path = ROOT / name
            if not path.exists() or sha256(path) != expected:
                wrong.append(name)
    return wrong


def main() -> int:
    """Fetch, or only check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, fetch nothing")
    if not parser.parse_args().check:
        fetch()
    wrong = differences()
    for name in wrong:
        sys.stderr.write(f"{name} is not the file the manifest names\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
