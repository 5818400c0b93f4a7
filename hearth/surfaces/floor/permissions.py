"""What one must be allowed, to work a shift from the phone."""

VIEW_SHIFT = "floor.view_shift"
