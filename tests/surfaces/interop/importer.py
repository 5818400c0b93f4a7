"""An import from start to end in one line, for tests."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

from hearth.platform.scope import process_scope, scoped
from hearth.record.documents.actions.imports import ToImport, import_file
from hearth.record.documents.codes import BatchFormat, BatchMode
from hearth.surfaces.interop.importing import Outcome, Run, carry_out
from hearth.surfaces.interop.opening import Given, fhir_opened
from hearth.surfaces.interop.reading import write_json


SAMPLES = Path(__file__).parent / "samples"


def bundle(*resources: dict) -> dict:
    return {"resourceType": "Bundle", "entry": [{"resource": item} for item in resources]}


def patient(number: str = "p1", family: str = "Okafor", **more) -> dict:
    return {
        "resourceType": "Patient",
        "id": number,
        "name": [{"use": "official", "family": family, "given": ["Margaret", "Ada"]}],
        "birthDate": "1938-04-17",
        "gender": "female",
        **more,
    }


def about(kind: str, number: str, subject: str = "Patient/p1", **more) -> dict:
    key = "patient" if kind in ("AllergyIntolerance", "RelatedPerson", "Consent") else "subject"
    key = "beneficiary" if kind == "Coverage" else key
    return {"resourceType": kind, "id": number, key: {"reference": subject}, **more}


def given(content: object, name: str) -> Given:
    if isinstance(content, Path):
        return Given(content.name, lambda: content.open("rb"))
    text = content if isinstance(content, str) else write_json(content)
    return Given(name, lambda: io.BytesIO(text.encode()))


def run_of(
    facility,
    actor,
    *contents: object,
    source: str = "ehr",
    mode: BatchMode = BatchMode.GOOD_ROWS,
    say: Callable[[int, int], None] = lambda done, of: None,
) -> Run:
    """A run over these contents (paths, texts or JSON values), with its batches begun."""
    files = [given(content, f"{number}.json") for number, content in enumerate(contents)]
    scope = process_scope("import", facility.pk)
    marks = [file.marks() for file in files]
    with scoped(scope):
        batches = import_file(
            scope=scope,
            by=actor,
            files=[
                ToImport(
                    file_name=file.name,
                    sha256=mark,
                    size=size or 1,
                    format=BatchFormat.FHIR_BUNDLE,
                    source_system=source,
                    mode=mode,
                )
                for file, (mark, size) in zip(files, marks, strict=True)
            ],
        )
    return Run(
        scope=scope,
        by=actor,
        facility=facility,
        source=source,
        opened=fhir_opened(files),
        batches=batches,
        mode=mode,
        say=say,
    )


def taken_in(facility, actor, *contents: object, **more) -> Outcome:
    """Import and return what became of everything."""
    return carry_out(run_of(facility, actor, *contents, **more))


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
