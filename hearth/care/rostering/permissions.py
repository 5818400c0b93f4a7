"""What one must be allowed, to call somebody off, fill a shift and let an agency's person in."""

CALL_OFF = "rostering.call_off"
VIEW_OPEN_SHIFTS = "rostering.view_open_shifts"
OPEN_SHIFT = "rostering.open_shift"
RECORD_OFFER = "rostering.record_offer"
CLOSE_OPEN_SHIFT = "rostering.close_open_shift"
MAKE_AGENCY_PASS = "rostering.make_agency_pass"  # noqa: S105 - the pass of a person, no password
END_AGENCY_PASS = "rostering.end_agency_pass"  # noqa: S105 - the same
VIEW_AGENCY_PASSES = "rostering.view_agency_passes"
