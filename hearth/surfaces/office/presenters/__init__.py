"""How the office reads."""
