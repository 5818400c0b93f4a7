"""What one must be allowed, to enter by the side door."""

VIEW_PORTAL = "portal.view_portal"
