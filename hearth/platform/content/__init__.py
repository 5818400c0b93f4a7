"""What is true in the trade and what a community decided, as data with versions.

``content/`` ships the house's definitions; a community adds and overrides them through one editor
frame, sees whom a change touches, and publishes it from a day on. Settings, capabilities and
the words on screen are definitions too. Read by ``resolve`` and the typed accessors:
``settings.settings_for``, ``capabilities.is_on``, ``terms.words_for``.
"""
