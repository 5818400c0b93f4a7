"""Backup and restore: what must be kept so that a burnt machine costs the house nothing.

A backup folder (the *store*) holds base copies of the database (``sets/``), everything the
database wrote since (``wal/``), the encrypted files (``files/``) and the house's keys and secrets
(``house/``). All of it is sealed: the store's key opens with the printed recovery phrase, or with
the house's own keyring for as long as the house stands. docs/adr/0005-backup.md says why.
"""
