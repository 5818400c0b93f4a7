"""One module a resource: FHIR R4 in, facts out, as pure functions."""
