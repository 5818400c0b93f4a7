"""How it reads."""
