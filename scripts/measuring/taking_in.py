"""How fast an import takes in what other systems hold.

`python -m scripts.measuring.taking_in RESIDENTS FILE` writes a made-up file; `hearth import fhir` then
reads it. Invented people only: names from a list, numbers counted up.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


FAMILIES = [
    "Abel",
    "Birch",
    "Cole",
    "Dorn",
    "Ellis",
    "Frost",
    "Grant",
    "Hale",
    "Irwin",
    "Joss",
    "Kerr",
    "Lund",
    "Moss",
    "Nash",
    "Orr",
    "Pike",
]
GIVEN = [
    "Ada",
    "Bert",
    "Cora",
    "Dean",
    "Edna",
    "Fred",
    "Gwen",
    "Hugh",
    "Iris",
    "Joel",
    "Kate",
    "Lars",
    "Mona",
    "Ned",
    "Olga",
    "Paul",
]
MEASURES = [
    ("8867-4", "Heart rate", "/min", 60, 90),
    ("9279-1", "Respiratory rate", "/min", 12, 20),
    ("8310-5", "Body temperature", "Cel", 36, 38),
    ("29463-7", "Body weight", "kg", 45, 90),
    ("2708-6", "Oxygen saturation", "%", 90, 99),
]
CONDITIONS = [("44054006", "Diabetes mellitus type 2"), ("38341003", "Hypertension")]


def resources(residents: int) -> Iterator[dict[str, Any]]:
    """Fifty resources a resident."""
    # Not cryptography: the same people each time.
    chance = random.Random(7)
    for number in range(residents):
        pk = f"bench-{number}"
        subject = {"reference": f"Patient/{pk}"}
        yield {
            "resourceType": "Patient",
            "id": pk,
            "identifier": [{"system": "urn:bench", "value": f"B{number:05}"}],
            "name": [
                {
                    "family": f"{FAMILIES[number % 16]}{number}",
                    "given": [GIVEN[number // 16 % 16]],
                }
            ],
            "gender": "female" if number % 3 else "male",
            "birthDate": f"{1925 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}",
        }
        for place, (code, text) in enumerate(CONDITIONS):
            yield {
                "resourceType": "Condition",
                "id": f"{pk}-c{place}",
                "clinicalStatus": {
                    "coding": [
                        {
                            "code": "active",
                            "system": "http://terminology.hl7.org/CodeSystem/condition-clinical",
                        }
                    ]
                },
                "code": {
                    "coding": [{"system": "http://snomed.info/sct", "code": code}],
                    "text": text,
                },
                "subject": subject,
            }
        for place in range(47):
            code, text, unit, low, high = MEASURES[place % 5]
            yield {
                "resourceType": "Observation",
                "id": f"{pk}-o{place}",
                "status": "final",
                "category": [
                    {
                        "coding": [
                            {
                                "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                                "code": "vital-signs",
                            }
                        ]
                    }
                ],
                "code": {
                    "coding": [{"system": "http://loinc.org", "code": code, "display": text}]
                },
                "subject": subject,
                "effectiveDateTime": f"2026-0{1 + place % 9}-{1 + place % 28:02}T08:{place:02}:00Z",
                "valueQuantity": {
                    "value": round(chance.uniform(low, high), 1),
                    "unit": unit,
                    "system": "http://unitsofmeasure.org",
                    "code": unit,
                },
            }


def main() -> int:
    """Write the file, one resource a line."""
    residents, path = int(sys.argv[1]), Path(sys.argv[2])
    with path.open("w") as file:
        for one in resources(residents):
            file.write(json.dumps(one) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
