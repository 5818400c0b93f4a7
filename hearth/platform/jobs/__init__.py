"""Work done later or by the clock: jobs live in PostgreSQL and are enqueued with the fact's own
transaction. At least once; so every job may be run again. Never on the path of an alert.
"""
