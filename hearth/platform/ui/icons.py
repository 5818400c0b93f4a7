"""The icons there are: read from the sprite itself, so that a name can be checked."""

import re
from functools import cache
from pathlib import Path


SPRITE = Path(__file__).parent / "static" / "hearth" / "icons.svg"


@cache
def names() -> frozenset[str]:
    """Every name ``{% icon %}`` accepts."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
