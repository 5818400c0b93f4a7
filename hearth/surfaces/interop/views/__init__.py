"""Someone brings residents from another system, and looks at what became of them."""
