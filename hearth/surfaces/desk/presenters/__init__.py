"""How the desk's pages read."""
