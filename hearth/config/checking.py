"""`python -m hearth.config.checking`: fails when a model changed without its migration."""

import os
import sys
import tempfile
import warnings


def main() -> int:
    """Compare models with migrations; no database is asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
    # Django would rather have asked the database which migrations it knows.
    warnings.filterwarnings("ignore", "Got an error checking a consistent", RuntimeWarning)
    with tempfile.TemporaryDirectory() as folder:
        # No database is there, and the sign-in without a pool says so at once.
        os.environ |= {"HEARTH_DATA": folder, "HEARTH_DB_ROLE": "maintain"}
        import django

        django.setup()
        from django.core.management import call_command

        try:
            call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
        except SystemExit as error:
            return int(error.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
