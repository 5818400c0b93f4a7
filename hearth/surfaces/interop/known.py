"""Whether the record already has what a key names, asked in thousands and not one by one."""

from collections.abc import Iterable

from hearth.platform.scope import Scope, scoped
from hearth.surfaces.interop import queries
from hearth.surfaces.interop.datatypes import Key
from hearth.surfaces.interop.plan import digest


NPI = "http://hl7.org/fhir/sid/us-npi"


class Known:
    """What the record knows of the keys it was shown: ``learn`` them first, then ask.

    Keeps only what is known, so it grows with the record's share of a file, not with the file.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._waiting: set[Key] = set()
        self._known: set[str] = set()

    def learn(self, keys: Iterable[Key]) -> None:
        """Take note of keys that will be asked about."""
        self._waiting.update(keys)
        if len(self._waiting) >= queries.AT_ONCE:
            self._ask()

    def __call__(self, key: Key) -> bool:
        """Whether the record has it; of a key that was never shown it knows nothing."""
        if self._waiting:
            self._ask()
        return digest(key) in self._known

    def _ask(self) -> None:
        waiting, self._waiting = self._waiting, set()
        with scoped(self._scope):
            self._known |= queries.known_digests(self._scope, {digest(key) for key in waiting})
            patients = {(k.system, k.value): k for k in waiting if k.type == "Patient"}
            for number in queries.residents_by_number(self._scope, patients.keys()):
                self._known.add(digest(patients[number]))
            doctors = {k.value: k for k in waiting if k[:2] == ("Practitioner", NPI)}
            for npi in queries.practitioners_by_npi(self._scope, doctors):
                self._known.add(digest(doctors[npi]))
