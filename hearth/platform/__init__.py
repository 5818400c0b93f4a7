"""The platform: what any careful product needs, with no knowledge of care."""
