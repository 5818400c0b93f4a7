"""What one must be allowed, to record events, to read them and to report on them.

Everybody on duty may record one, and reads what they recorded. The list, and what others
recorded, is for coordinator, nurse and director.
"""

RECORD_INCIDENT = "incidents.record_incident"
VIEW_INCIDENT = "incidents.view_incident"
VIEW_INCIDENTS = "incidents.view_incidents"
CORRECT_INCIDENT = "incidents.correct_incident"
RETRACT_INCIDENT = "incidents.retract_incident"
SIGN_REPORT = "incidents.sign_report"
REVIEW_REPORT = "incidents.review_report"
