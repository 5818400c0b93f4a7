"""What one must be allowed, to sit at the desk."""

VIEW_HOME = "desk.view_home"
VIEW_TODAY = "desk.view_today"
SEARCH = "desk.search"
PRINT_HUDDLE_SHEET = "desk.print_huddle_sheet"
PRINT_STAND_UP_SHEET = "desk.print_stand_up_sheet"
