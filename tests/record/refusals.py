"""What a rule says no with."""

from collections.abc import Callable
from typing import Any

from hearth.kernel.errors import Refused


def refusal(rule: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The code with which ``rule`` refuses; empty when it does not. A refusal has words."""
    try:
        rule(*args, **kwargs)
    except Refused as refused:
        return refused.code if str(refused) else "refused without words"
    return ""
