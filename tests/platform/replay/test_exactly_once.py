"""Tablets, a bad network and a server, as a machine: every write exactly once, none lost."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from hearth.kernel.errors import Refused
from hearth.platform.replay import verbs
from hearth.platform.replay.actions import Item, accept_batch
from hearth.platform.replay.models import ReplayConflict, ReplayEntry
from hearth.platform.scope import process_scope, scoped
from tests.factories.tenancy import make_facility


pytestmark = pytest.mark.django_db

VERB = "sample.chart"
TABLETS = 2


@dataclass
class Tablet:
    """A device: what a person wrote on it and the server has not yet confirmed, oldest first."""

    queue: list[Item] = field(default_factory=list)
    answers: dict[UUID, tuple[int, dict]] = field(default_factory=dict)


class Network(RuleBasedStateMachine):
    """People write; requests and answers get lost, come twice, late and out of order."""

    written = Bundle("written")

    @initialize()
    def begin(self):
        self.facility = make_facility(f"House {uuid4().hex[:8]}")
        self.scope = process_scope("test", self.facility.pk)
        self.by = SimpleNamespace(pk=uuid4(), kind="person", label="Aide")
        self.tablets = [Tablet() for _ in range(TABLETS)]
        self.in_flight: list[tuple[int, list[Item]]] = []
        self.charted: list[tuple[UUID, str]] = []
        self.everything: dict[UUID, Item] = {}
        self.tampered: set[tuple[UUID, str]] = set()
        verbs.verb(VERB, permission="sample.chart")(self._chart)

    def teardown(self):
        verbs.forget(VERB)

    def _chart(self, *, scope, by, payload, effective):
        if payload["amount"] == 0:
            raise Refused("amount-missing", "Enter the amount.")
        self.charted.append((UUID(payload["ref"]), payload["text"]))
        return {"place": len(self.charted)}

    @rule(
        target=written,
        tablet=st.integers(0, TABLETS - 1),
        amount=st.integers(0, 3),
        text=st.text(max_size=5),
    )
    def write(self, tablet, amount, text):
        ref = uuid4()
        payload = {"ref": str(ref), "amount": amount, "text": text.replace("\x00", "")}
        item = Item(client_ref=ref, verb=VERB, payload=payload)
        self.tablets[tablet].queue.append(item)
        self.everything[ref] = item
        return item

    @rule(tablet=st.integers(0, TABLETS - 1), count=st.integers(1, 3), backwards=st.booleans())
    def send(self, tablet, count, backwards):
        """The request leaves; whether it arrives is another matter."""
        batch = self.tablets[tablet].queue[:count]
        if batch:
            self.in_flight.append((tablet, batch[::-1] if backwards else batch))

    @rule(which=st.integers(0, 5))
    def request_is_lost(self, which):
        if which < len(self.in_flight):
            self.in_flight.pop(which)

    @rule(which=st.integers(0, 5), answer_is_lost=st.booleans(), comes_again=st.booleans())
    def arrive(self, which, answer_is_lost, comes_again):
        if which >= len(self.in_flight):
            return
        tablet, batch = self.in_flight[which] if comes_again else self.in_flight.pop(which)
        answers = accept_batch(scope=self.scope, by=self.by, items=batch)
        if not answer_is_lost:
            self._confirm(self.tablets[tablet], batch, answers)

    def _confirm(self, tablet, batch, answers):
        for item, answer in zip(batch, answers, strict=True):
            known = tablet.answers.setdefault(item.client_ref, (answer.status, answer.body))
            assert known == (answer.status, answer.body)
            tablet.queue = [q for q in tablet.queue if q.client_ref != item.client_ref]

    @rule(item=written, text=st.text(alphabet="abc", min_size=6, max_size=7))
    def other_content_comes_under_the_same_reference(self, item, text):
        """A tablet restored from an old copy, or a fault: the server must keep both."""
        first = accept_batch(scope=self.scope, by=self.by, items=[item])[0]
        other = Item(
            client_ref=item.client_ref, verb=VERB, payload=item.payload | {"text": text}
        )
        answer = accept_batch(scope=self.scope, by=self.by, items=[other])[0]
        self.tampered.add((item.client_ref, text))
        assert (answer.status, answer.body["first"]) == (409, first.body)

    @invariant()
    def nothing_is_charted_twice_or_wrong(self):
        refs = [ref for ref, _text in self.charted]
        assert len(refs) == len(set(refs))
        assert all(self.everything[ref].payload["text"] == text for ref, text in self.charted)

    @invariant()
    def nothing_that_was_confirmed_is_missing(self):
        charted = {ref for ref, _text in self.charted}
        with scoped(self.scope):
            kept = {e.client_ref: e for e in ReplayEntry.objects.all()}
            conflicts = {
                (c.entry.client_ref, c.payload["text"])
                for c in ReplayConflict.objects.select_related("entry")
            }
        for tablet in self.tablets:
            for ref, (status, _body) in tablet.answers.items():
                assert ref in charted if status == 201 else kept[ref].payload is not None
        assert conflicts == self.tampered

    def everything_arrives_in_the_end(self):
        for number, tablet in enumerate(self.tablets):
            batch = list(tablet.queue)
            answers = accept_batch(scope=self.scope, by=self.by, items=batch)
            self._confirm(self.tablets[number], batch, answers)
        wanted = {ref for ref, item in self.everything.items() if item.payload["amount"]}
        assert {ref for ref, _text in self.charted} == wanted


class NetworkThatHeals(Network):
    """The same; at the end the network heals and everything that was written has arrived."""

    def teardown(self):
        try:
            if hasattr(self, "facility"):
                self.everything_arrives_in_the_end()
        finally:
            super().teardown()


def test_every_write_arrives_exactly_once_whatever_the_network_does(db):
    run_state_machine_as_test(
        NetworkThatHeals,
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
