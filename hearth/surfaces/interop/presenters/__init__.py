"""How imports read on their pages."""
