"""Plain Python that every floor may use: time, codes, references, errors. No framework."""
