"""How notes, contacts and hand-offs read."""
