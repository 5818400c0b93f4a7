"""What one must be allowed, to sit at the desk."""

VIEW_HOME = "desk.view_home"
VIEW_TODAY = "desk.view_today"
SEARCH = "desk.search"
PRINT_HUDDLE_SHEET = "desk.print_huddle_sheet"
PRINT_STAND_UP_SHEET = "desk.print_stand_up_sheet"
VIEW_ON_CALL = "desk.view_on_call"
VIEW_ON_CALL_LOAD = "desk.view_on_call_load"

# The resident's own page and the list stand at the desk, and are opened by the record's permissions.
VIEW_RESIDENT = "residents.view_resident"
VIEW_RESIDENTS = "residents.view_residents"
VIEW_FACE_SHEET = "residents.view_face_sheet"
