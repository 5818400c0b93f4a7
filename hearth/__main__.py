"""``python -m hearth``: the ``hearth`` command."""

import sys

from hearth.config.command import main


if __name__ == "__main__":
    sys.exit(main())
