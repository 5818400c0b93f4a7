"""Every address says who may enter, and one verb has one name from URL to action."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from django.urls import URLPattern, URLResolver, get_resolver


ROOT = Path(__file__).parents[2] / "hearth"
DECLARATIONS = {"requires", "across", "own", "guest", "device", "client", "public"}

# Pages that take POST without an action of their own name, with the reason.
NOT_A_VERB: dict[str, str] = {}


def patterns(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """(namespaced name, pattern) of every address of the house."""
    for p in (resolver or get_resolver()).url_patterns:
        if isinstance(p, URLResolver):
            inner = f"{prefix}{p.namespace}:" if p.namespace else prefix
            yield from patterns(p, inner)
        else:
            yield f"{prefix}{p.name or p.pattern}", p


def undeclared(found: list[tuple[str, object]]) -> list[str]:
    return [
        name for name, p in found if getattr(p.callback, "declared", None) not in DECLARATIONS
    ]


def test_every_view_says_who_may_enter():
    assert undeclared(list(patterns())) == []


def test_a_planted_open_view_is_caught():
    planted = SimpleNamespace(callback=lambda request: None)
    assert undeclared([("planted", planted)]) == ["planted"]


def mismatched(found: list[tuple[str, object]]) -> list[str]:
    """Views of our own whose function is not called as their address is."""
    wrong = []
    for name, p in found:
        view = p.callback
        if view.__module__.startswith("hearth.") and view.__name__ != name.split(":")[-1]:
            wrong.append(f"{name} is {view.__module__}.{view.__name__}")
    return wrong


def test_address_and_view_share_a_name():
    assert mismatched([(n, p) for n, p in patterns() if ":" in n]) == []


def test_a_planted_misnomer_is_caught():
    def other(request): ...

    other.__module__ = "hearth.record.tasks.views"
    assert mismatched([("tasks:complete_task", SimpleNamespace(callback=other))])


def community_first() -> list[str]:
    """Addresses of one community that do not carry it in the path."""
    wrong = []
    for name, p in patterns():
        if getattr(p.callback, "declared", "") == "requires" and "community" not in _route(
            name
        ):
            wrong.append(name)
    return wrong


def _route(name: str) -> str:
    return next(r for n, r in routes() if n == name)


def routes(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    for p in (resolver or get_resolver()).url_patterns:
        if isinstance(p, URLResolver):
            inner = f"{space}{p.namespace}:" if p.namespace else space
            yield from routes(p, prefix + str(p.pattern), inner)
        else:
            yield f"{space}{p.name or p.pattern}", prefix + str(p.pattern)


def test_the_community_is_in_the_path():
    assert community_first() == []


def writing_calls(path: Path) -> list[str]:
    """ORM writes in a module: only actions (and the platform's own machinery) may have them."""
    tree = ast.parse(path.read_text())
    verbs = {
        "save",
        "create",
        "bulk_create",
        "bulk_update",
        "delete",
        "update_or_create",
        "get_or_create",
    }
    return [
        f"{path.name}:{node.lineno} {node.func.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in verbs
        and isinstance(node.func.value, ast.Attribute | ast.Call)
        and "objects" in ast.unparse(node.func.value)
    ]


def reading_rooms() -> list[Path]:
    # The platform's own jobs are machinery: they sweep what no actor ever sees.
    names = {"views", "queries", "forms", "presenters", "jobs", "loops", "api"}
    found = [p for n in names for p in ROOT.glob(f"*/*/{n}.py")]
    found += [p for n in names for p in ROOT.glob(f"*/*/{n}/*.py")]
    return sorted(p for p in found if not (p.name == "jobs.py" and "platform" in p.parts))


def test_only_actions_write():
    assert [c for p in reading_rooms() for c in writing_calls(p)] == []


def test_a_planted_write_in_a_view_is_caught(tmp_path):
    planted = tmp_path / "views.py"
    planted.write_text("def v(request):\n    Task.objects.filter(pk=1).delete()\n")
    assert writing_calls(planted)


def module_of(app: str, room: str):
    return import_module(f"{app}.{room}")
