"""The coordinator's day: Today, the resident's page, search, and the sheets that print."""
