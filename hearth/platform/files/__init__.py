"""Encrypted files: what came in is looked at, kept under a random name, and given out safely.

FHIR Binary. ``storing.store`` takes a stream in, ``storing.open_blob`` reads it, ``serving.serve``
answers a browser. What a file means (a document, a photo) is the business of the app that
keeps the Blob's key.
"""
