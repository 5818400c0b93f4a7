"""Marking of words that people read, without any framework."""


def N_(message: str) -> str:  # noqa: N802 - the gettext convention
    """Mark ``message`` for the translators; it is translated where it is shown."""
    return message
