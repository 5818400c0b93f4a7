"""Residents, contacts and rooms from CSV and XLSX: sheet → columns → rows → the same facts."""
