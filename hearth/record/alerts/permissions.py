"""What one must be allowed, to see, raise and answer calls."""

VIEW_ALERTS = "alerts.view_alerts"
VIEW_ALERT = "alerts.view_alert"
RAISE_ALERT = "alerts.raise_alert"
ACKNOWLEDGE_ALERT = "alerts.acknowledge_alert"
RESOLVE_ALERT = "alerts.resolve_alert"
