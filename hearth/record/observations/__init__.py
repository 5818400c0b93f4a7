"""This room is for every measured or observed value, whoever took it, by hand, device or import
(FHIR Observation; LOINC names the measure, UCUM the unit). It keeps values and refuses the impossible;
whether a value is alarming is judged elsewhere.
"""
