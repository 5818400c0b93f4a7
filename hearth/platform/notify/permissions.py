"""To do this one must be allowed …"""

VIEW_NOTICES = "notify.view_notices"
