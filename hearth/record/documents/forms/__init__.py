"""What a person meant."""
