"""Make the migrated template of the test database; run as hearth_owner by tests/conftest.py."""

import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)

    from hearth.platform.content.library import load_house_content

    load_house_content()


if __name__ == "__main__":
    main()
