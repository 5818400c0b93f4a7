"""The chain: no writer waits for it, and whoever tampers is found out."""

import json
import threading
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from hearth.platform.audit import anchors, sealer
from hearth.platform.audit.actions import note, note_house
from hearth.platform.audit.codes import HOUSE_CHAIN
from hearth.platform.audit.loops import LOOPS, Sealer
from hearth.platform.audit.models import AuditEvent, AuditSeal
from hearth.platform.audit.queries import sealing_state
from hearth.platform.audit.sealer import seal_chain
from hearth.platform.audit.verify import verify, verify_all
from hearth.platform.scope import process_scope, scoped
from tests.factories.tenancy import make_facility


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def write(facility, somebody):
    """Write some lines, each in a transaction of its own."""

    def lines(count: int = 1, community=facility) -> None:
        for _ in range(count):
            with scoped(process_scope("test", community.pk)):
                note("a.b", community, by=somebody, resident_id=uuid4(), detail={"n": "é\t\\N"})

    return lines


@pytest.fixture
def make_chain(write):
    """A community's chain of three seals over nine rows, its head anchored."""

    def chain(community):
        turn = Sealer()
        for _ in range(3):
            write(3, community)
            turn.turn()
        turn.write_down(everything=True)
        return community.pk

    return chain


@pytest.fixture
def sealed(facility, make_chain):
    return make_chain(facility)


def codes(chain) -> set[str]:
    return {finding.code for finding in verify(chain).findings}


def test_an_untouched_chain_is_sound(sealed):
    report = verify(sealed)
    assert (report.sound, report.rows, report.seals) == (True, 9, 3)
    assert report.waiting.waiting == 0


def test_nothing_new_makes_no_seal(sealed):
    assert seal_chain(sealed) is None
    assert verify(sealed).seals == 3


def test_the_house_and_every_community_have_chains_of_their_own(
    sealed, other_facility, somebody
):
    note_house("identity.sign_in", by=somebody)
    turn = Sealer()
    turn.turn()
    turn.write_down(everything=True)
    reports = {report.chain: report for report in verify_all()}
    assert set(reports) == {HOUSE_CHAIN, sealed, other_facility.pk}
    assert all(report.sound for report in reports.values())
    assert reports[HOUSE_CHAIN].rows >= 1
    assert reports[other_facility.pk].rows == 0


INSERTED = """
INSERT INTO audit_auditevent (id, facility_id, action, outcome, actor_kind, entity_type, purpose,
                              request_id, detail, xid)
SELECT gen_random_uuid(), facility_id, action, outcome, actor_kind, entity_type, purpose,
       request_id, detail, xid FROM audit_auditevent WHERE id = %s
"""
OF_ROW = {
    "UPDATE audit_auditevent SET actor_id = gen_random_uuid() WHERE id = %s": "rows-changed",
    "UPDATE audit_auditevent SET recorded = recorded - interval '1 s' WHERE id = %s": "rows-changed",
    "UPDATE audit_auditevent SET detail = '{}' WHERE id = %s": "rows-changed",
    "UPDATE audit_auditevent SET facility_id = NULL, resident_id = NULL WHERE id = %s": "rows-missing",
    "DELETE FROM audit_auditevent WHERE id = %s": "rows-missing",
    INSERTED: "rows-added",
}


def test_changing_deleting_or_inserting_a_row_is_found_where_it_was(make_chain, tamper):
    """Each in a community of its own; the others' chains stay sound."""
    for number, (sql, code) in enumerate(OF_ROW.items()):
        chain = make_chain(make_facility(f"House {number}"))
        with scoped(process_scope("test", chain)):
            target = AuditEvent.objects.filter(facility_id=chain).order_by("id")[4].pk
        assert tamper(sql, target) == 1
        assert [(f.code, f.seq) for f in verify(chain).findings] == [(code, 1)], sql


def test_swapping_two_rows_is_found(sealed, tamper):
    with scoped(process_scope("test", sealed)):
        first, second = AuditEvent.objects.order_by("id").values_list("pk", flat=True)[:2]
    tamper(
        "UPDATE audit_auditevent a SET xid = b.xid FROM audit_auditevent b"
        " WHERE (a.id, b.id) IN ((%s, %s), (%s, %s))",
        first,
        second,
        second,
        first,
    )
    assert codes(sealed) == {"rows-changed"}


OF_SEAL = {
    "UPDATE audit_auditseal SET row_count = 2 WHERE chain = %s AND seq = 1": {
        "rows-added",
        "seal-changed",
    },
    "DELETE FROM audit_auditseal WHERE chain = %s AND seq = 1": {"seal-missing", "rows-added"},
    "UPDATE audit_auditseal SET digest = repeat('0', 64) WHERE chain = %s AND seq = 1": {
        "seal-changed",
        "chain-broken",
    },
}


def test_tampering_with_seals_is_found(make_chain, tamper):
    for number, (sql, found) in enumerate(OF_SEAL.items()):
        chain = make_chain(make_facility(f"House {number}"))
        assert tamper(sql, chain) == 1
        assert found <= codes(chain), sql


def test_rewriting_a_row_and_its_seal_needs_the_key(sealed, tamper):
    """Someone who recomputes the content but holds no key cannot make the digest."""
    tamper(
        "DELETE FROM audit_auditevent WHERE facility_id = %s AND xid >= (SELECT from_xid FROM audit_auditseal WHERE chain = %s AND seq = 2)",
        sealed,
        sealed,
    )
    tamper(
        "UPDATE audit_auditseal SET row_count = 0, content = encode(sha256(''), 'hex') WHERE chain = %s AND seq = 2",
        sealed,
    )
    assert codes(sealed) == {"seal-changed"}


def test_a_cut_tail_is_found_by_the_anchor_alone(sealed, tamper):
    tamper(
        "DELETE FROM audit_auditevent WHERE facility_id = %s AND xid >= (SELECT from_xid FROM audit_auditseal WHERE chain = %s AND seq = 2)",
        sealed,
        sealed,
    )
    tamper("DELETE FROM audit_auditseal WHERE chain = %s AND seq = 2", sealed)
    assert codes(sealed) == {"tail-cut"}


def test_a_cut_tail_stays_found_when_the_chain_grows_over_it(sealed, tamper, write):
    test_a_cut_tail_is_found_by_the_anchor_alone(sealed, tamper)
    write(2)
    turn = Sealer()
    turn.turn()
    turn.write_down(everything=True)
    assert codes(sealed) == {"anchor-mismatch"}


def test_a_chain_emptied_whole_is_found(sealed, tamper):
    tamper("DELETE FROM audit_auditevent WHERE facility_id = %s", sealed)
    tamper("DELETE FROM audit_auditseal WHERE chain = %s", sealed)
    assert codes(sealed) == {"tail-cut"}


def test_the_second_anchor_folder_tells_when_the_first_was_cut_too(
    facility, write, tamper, tmp_path, monkeypatch
):
    monkeypatch.setenv("HEARTH_ANCHOR_DIR", str(tmp_path / "other-disk"))
    write(2)
    Sealer().turn()
    tamper("DELETE FROM audit_auditevent")
    tamper("DELETE FROM audit_auditseal")
    (tmp_path / "anchors" / f"{facility.pk}.jsonl").unlink()
    assert codes(facility.pk) == {"tail-cut"}


def test_half_an_anchor_line_is_said_and_loses_only_itself(sealed, write, tmp_path):
    path = tmp_path / "anchors" / f"{sealed}.jsonl"
    with path.open("ab") as file:
        file.write(b'{"chain": "half')
    write()
    turn = Sealer()
    turn.turn()
    assert codes(sealed) == {"anchor-unreadable"}
    assert json.loads(path.read_bytes().splitlines()[-1])["seq"] == 3


def test_a_full_disk_does_not_stop_the_sealer(facility, write, tmp_path, caplog):
    (tmp_path / "anchors").write_text("not a folder")
    write()
    turn = Sealer()
    turn.turn()
    assert "anchor not written" in caplog.text
    (tmp_path / "anchors").unlink()
    turn.turn()
    assert verify(facility.pk).sound


def test_a_head_left_by_a_dead_sealer_is_anchored_by_the_next(facility, write):
    write()
    seal_chain(facility.pk)
    assert codes(facility.pk) == {"anchor-missing"}
    Sealer().turn()
    assert verify(facility.pk).sound


def test_rows_behind_an_open_transaction_wait_and_are_sealed_in_order(
    facility, write, somebody
):
    """A long import holds the seal back; nobody waits, nothing is skipped."""
    started, finish = threading.Event(), threading.Event()

    def long_import() -> None:
        with scoped(process_scope("import", facility.pk)):
            note("a.import", facility, by=somebody)
            started.set()
            finish.wait(20)
        connections.close_all()

    thread = threading.Thread(target=long_import)
    thread.start()
    started.wait(20)
    write(2)
    assert seal_chain(facility.pk) is None
    with scoped(process_scope("test", facility.pk)) as scope:
        assert sealing_state(scope).waiting == 2
    finish.set()
    thread.join()
    write()
    assert seal_chain(facility.pk) is not None
    report = verify(facility.pk)
    assert report.rows == 4
    assert report.waiting.waiting == 0


def test_a_prepared_like_rollback_leaves_no_gap(facility, write, somebody):
    with pytest.raises(LookupError), scoped(process_scope("test", facility.pk)):  # noqa: PT012 - the block is what is rolled back
        note("a.b", facility, by=somebody)
        raise LookupError
    write()
    Sealer().turn()
    assert (verify(facility.pk).rows, verify(facility.pk).sound) == (1, True)


def test_two_sealers_at_once_make_one_chain(facility, write, monkeypatch):
    monkeypatch.setattr(sealer, "BATCH", 2)
    write(30)

    def seal() -> None:
        for _ in range(10):
            seal_chain(facility.pk)
        connections.close_all()

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    Sealer().turn()
    report = verify(facility.pk)
    assert (report.rows, report.sound) == (30, True)
    assert report.seals >= 10


def test_a_transaction_larger_than_a_batch_stays_whole(facility, somebody, monkeypatch):
    monkeypatch.setattr(sealer, "BATCH", 3)
    with scoped(process_scope("test", facility.pk)):
        for _ in range(10):
            note("a.b", facility, by=somebody)
    Sealer().turn()
    report = verify(facility.pk)
    assert (report.rows, report.seals, report.sound) == (10, 1, True)


def test_the_loop_ends_when_told_and_writes_the_head_down(facility, write):
    write()
    stop = threading.Event()
    thread = threading.Thread(
        target=lambda: (LOOPS["audit-sealer"](stop), connections.close_all())
    )
    thread.start()
    while not list(anchors.anchors_of(facility.pk)):
        stop.wait(0.05)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert verify(facility.pk).sound


def test_after_a_logical_copy_numbers_go_on_where_they_were(sealed, write, tamper):
    """A database loaded from a dump counts transactions from the start again."""
    tamper("UPDATE audit_auditevent SET xid = xid + 5000000")
    tamper(
        "UPDATE audit_auditseal SET to_xid = to_xid + 5000000, from_xid = from_xid + 5000000"
    )
    with scoped(process_scope("test", sealed)):
        head = AuditSeal.objects.order_by("-seq")[0].to_xid
    write(2)
    assert seal_chain(sealed) is None
    tamper("UPDATE audit_renumbering SET added = %s", head + 1)
    write(2)
    assert seal_chain(sealed).seq == 3


def test_the_owner_cannot_overwrite_by_mistake(sealed, server):
    with server.connect(connection.settings_dict["NAME"]) as other:
        other.execute("SET ROLE hearth_maintain")
        for sql in ("DELETE FROM audit_auditevent", "UPDATE audit_auditevent SET action = 'x'"):
            with pytest.raises(Exception, match="only ever added to"), other.transaction():
                other.execute(sql)
        with other.transaction():
            other.execute("SET LOCAL hearth.retention = 'on'")
            old = other.execute("DELETE FROM audit_auditevent WHERE facility_id = %s", [sealed])
            assert old.rowcount == 9
    assert transaction.get_autocommit()
