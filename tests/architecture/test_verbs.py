"""Queries start from a scope; actions are keyword-only, say by whom, are atomic and audited."""

import ast
from collections.abc import Iterator
from pathlib import Path


ROOT = Path(__file__).parents[2] / "hearth"
FLOORS = ("platform", "record", "care", "journeys", "surfaces")

# Queries of house tables, read before any scope exists or by processes that serve every community.
NOT_SCOPED: dict[str, str] = {}
# Actions without an audit line, with the reason.
NOT_AUDITED: dict[str, str] = {
    "notes.save_draft": "one's own, no part of the record, saved at every pause of the hand",
    "notes.discard_draft": "one's own, no part of the record",
}


def modules(room: str, floors: tuple[str, ...] = FLOORS) -> Iterator[tuple[str, Path]]:
    for name in floors:
        for path in sorted(ROOT.glob(f"{name}/*/{room}.py")):
            yield path.parent.name, path
        for path in sorted(ROOT.glob(f"{name}/*/{room}/*.py")):
            yield path.parent.parent.name, path


def functions(path: Path) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def unscoped(app: str, found: list[ast.FunctionDef]) -> list[str]:
    wrong = []
    for fn in found:
        first = [a.arg for a in fn.args.posonlyargs + fn.args.args][:1]
        if first != ["scope"] and f"{app}.{fn.name}" not in NOT_SCOPED:
            wrong.append(f"{app}.{fn.name}")
    return wrong


def test_every_query_takes_the_scope_first():
    floors = ("record", "care", "journeys", "surfaces")
    assert [
        w for app, p in modules("queries", floors) for w in unscoped(app, functions(p))
    ] == []


def test_a_planted_unscoped_query_is_caught():
    tree = ast.parse("def all_tasks(facility): ...")
    assert unscoped("tasks", tree.body) == ["tasks.all_tasks"]


def misshapen(app: str, found: list[ast.FunctionDef]) -> list[str]:
    """Actions that take positions, hide who acts, or open no savepoint of their own."""
    wrong = []
    for fn in found:
        keywords = {a.arg for a in fn.args.kwonlyargs}
        marks = [ast.unparse(d) for d in fn.decorator_list]
        named = any(m == f"action('{app}.{fn.name}')" for m in marks)
        if fn.args.args or fn.args.posonlyargs or not {"by", "scope"} <= keywords or not named:
            wrong.append(f"{app}.{fn.name}")
    return wrong


def silent(app: str, found: list[ast.FunctionDef], source: list[ast.FunctionDef]) -> list[str]:
    """Actions that reach no ``note`` call, themselves or through a function of their module."""
    calls = {fn.name: _called(fn) for fn in source}
    wrong = []
    for fn in found:
        seen, ahead = set(), {fn.name}
        while ahead:
            name = ahead.pop()
            seen.add(name)
            ahead |= {c for c in calls.get(name, set()) if c in calls and c not in seen}
        reached = set().union(*(calls.get(n, set()) for n in seen))
        if not reached & {"note", "note_many"} and f"{app}.{fn.name}" not in NOT_AUDITED:
            wrong.append(f"{app}.{fn.name}")
    return wrong


def _called(fn: ast.FunctionDef) -> set[str]:
    return {ast.unparse(n.func).split(".")[-1] for n in ast.walk(fn) if isinstance(n, ast.Call)}


def every_function(path: Path) -> list[ast.FunctionDef]:
    return [n for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)]


RECORD = ("record", "care", "journeys")


def test_every_action_is_keyword_only_named_and_says_who():
    assert [
        w for app, p in modules("actions", RECORD) for w in misshapen(app, functions(p))
    ] == []


def test_every_action_leaves_an_audit_line():
    found = list(modules("actions", RECORD))
    everything: dict[str, list[ast.FunctionDef]] = {}
    for app, path in found:
        everything.setdefault(app, []).extend(every_function(path))
    assert [w for app, p in found for w in silent(app, functions(p), everything[app])] == []


def test_planted_careless_actions_are_caught():
    tree = ast.parse(
        "@action('tasks.drop_task')\n"
        "def drop_task(task, *, scope, by): note('x')\n"
        "@action('tasks.lose_task')\n"
        "def lose_task(*, scope, by, task): pass\n"
    )
    assert misshapen("tasks", tree.body) == ["tasks.drop_task"]
    assert silent("tasks", tree.body, tree.body) == ["tasks.lose_task"]
