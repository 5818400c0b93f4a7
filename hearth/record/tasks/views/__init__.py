"""Someone looks at the worklist, works it, or puts something on it."""
