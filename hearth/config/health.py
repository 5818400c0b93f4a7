"""``/healthz``: whether all of the house is up, for supervisors and balancers. No names, no counts."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from hearth.config import status
from hearth.config.environment import environment


def healthz(request: HttpRequest) -> JsonResponse:
    """200 once everything answers; 503 and which part does not, otherwise."""
    parts = {"web": True, "database": _database_answers(), **_processes()}
    well = all(parts.values())
    words = {
        "status": "ok" if well else "degraded",
        "mode": environment().mode,
        "parts": {name: "up" if up else "down" for name, up in parts.items()},
    }
    response = JsonResponse(words, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _processes() -> dict[str, bool]:
    """What ``hearth run`` last said of its children; empty when the parts are run one by one."""
    said = status.read(environment().sockets)
    return {name: bool(up) for name, up in said.get("processes", {}).items()}
