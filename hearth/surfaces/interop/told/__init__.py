"""What facts say in the record's own columns. Pure: facts in, plain values out, nothing written.

The same functions read what came now and what the same system said last time, so the record
can tell what people changed in between.
"""
