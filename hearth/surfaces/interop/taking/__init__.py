"""Taking over: each kind of fact handed to the action that owns it, a part of a file at a time."""
