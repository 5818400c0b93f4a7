"""What family, residents, drivers, sales and outside clinicians see: one honest page each, for now."""
