"""This room is for what other systems send and ask: reading their files, mapping their
resources onto the record, and telling beforehand what an import would do.

``reading`` turns a file into entries, ``fhir`` and ``tables`` map an entry or a row onto
the neutral facts of ``mapped``, ``plan`` counts and orders them. None of these writes,
asks the database or opens a network connection.
"""
