"""Who: accounts, actors, roles and what each may do, devices, emergency access.

Everyone who acts is an actor (person, device, client, guest link or process); accounts sign in.
FHIR Practitioner/PractitionerRole for staff live in record.staff.
"""
