"""What one must be allowed, to let a resident be settled again after a return."""

CLOSE_RETURN = "transitions.close_return"
