"""The house has floors: imports and foreign keys go down only."""

import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models


ROOT = Path(__file__).parents[2]

# Lowest first. Apps on one line may not point at each other.
FLOORS = [
    ["platform.scope"],
    ["platform.audit", "platform.jobs"],
    ["platform.outbox"],
    ["platform.replay"],
    ["platform.tenancy"],
    ["platform.identity"],
    ["platform.files", "platform.notify", "platform.content", "platform.ui"],
    ["record.staff"],
    ["record.residents"],
    ["record.observations"],
    ["record.tasks"],
    ["record.documents"],
    ["record.notes"],
    ["record.alerts"],
    ["care.*"],
    ["journeys.*"],
    ["protocols.*", "protocols"],
    ["surfaces.*"],
]


def room(module: str) -> str:
    return ".".join(module.split(".")[1:3])


def floor(name: str) -> int:
    """The floor of ``platform.audit``. An app the list forgets fails here, not silently."""
    found = [n for n, names in enumerate(FLOORS) if any(fnmatch(name, x) for x in names)]
    assert found, f"{name} stands on no floor: add it to FLOORS"
    return found[0]


def points_down(source: str, target: str) -> bool:
    return source == target or floor(target) < floor(source)


def foreign_keys() -> list[tuple[str, str, str]]:
    own = [m for m in apps.get_models() if m.__module__.startswith("hearth.")]
    return [
        (f"{m._meta.label}.{f.name}", room(m.__module__), room(f.related_model.__module__))
        for m in own
        for f in m._meta.get_fields()
        if f.concrete and isinstance(f, models.ForeignKey) and f.related_model in own
    ]


def test_every_foreign_key_points_down():
    assert [name for name, a, b in foreign_keys() if not points_down(a, b)] == []


def test_a_planted_upward_key_is_caught():
    assert not points_down("record.staff", "record.residents")
    assert not points_down("platform.files", "platform.content")
    with pytest.raises(AssertionError, match="no floor"):
        points_down("attic.secrets", "record.staff")


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    words = [
        "-c",
        "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports())",
    ]
    return subprocess.run(
        [sys.executable, *words], cwd=root, capture_output=True, text=True, check=False
    )


def test_imports_keep_every_contract():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    ("path", "line", "contract"),
    [
        ("hearth/kernel/planted.py", "import hearth.platform.scope", "floors"),
        (
            "hearth/platform/scope/planted.py",
            "import hearth.platform.identity.models",
            "platform",
        ),
        ("hearth/record/staff/planted.py", "", "known rooms"),
        ("hearth/record/staff/rules.py", "import hearth.record.tasks.codes", "record"),
        ("hearth/surfaces/desk/planted.py", "import hearth.surfaces.office.forms", "Surfaces"),
        ("hearth/kernel/planted.py", "import django", "framework"),
    ],
)
def test_a_planted_import_is_caught(tmp_path, path, line, contract):
    subprocess.run(
        ["cp", "-r", str(ROOT / "hearth"), str(ROOT / "pyproject.toml"), str(tmp_path)],
        check=True,
    )
    target = tmp_path / path
    target.write_text((target.read_text() if target.exists() else "") + f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode != 0
    assert contract in done.stdout
