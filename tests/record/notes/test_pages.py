"""The pages: who may open them, what they show, what a wrong entry keeps."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.content.actions import set_definition
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions, queries
from hearth.record.notes.models import ContactMade, Handoff, Note, NoteDraft, ReadMark
from tests.factories.residents import make_contact
from tests.factories.staff import make_shift


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def url(name: str, facility, *args) -> str:
    return reverse(f"notes:{name}", args=[facility.slug, *args])


def inside(facility):
    return scoped(process_scope("test", facility.pk))


@pytest.fixture
def written(facility, nurse, hayes) -> Note:
    with scoped(nurse.scope):
        return actions.write_note(
            **nurse.who,
            text="Left heel is red",
            resident=hayes,
            category="skin",
            severity="watch",
        )


SAID = {"text": "Ate half of lunch", "category": "eating", "severity": "watch"}


# Writing


def test_write_note_about_a_resident(facility, as_role, hayes):
    client = as_role("caregiver")
    address = url("write_note", facility, hayes.pk)
    page = client.get(address)
    assert page.status_code == 200
    assert "HAYES" in page.content.decode()
    answer = client.post(address, SAID)
    assert answer.status_code == 302
    assert answer["Location"] == f"/c/{facility.slug}/residents/{hayes.pk}/"
    with inside(facility):
        row = Note.objects.get()
        assert (row.text, row.category, row.resident_id) == (SAID["text"], "eating", hayes.pk)
        assert row.keep_active_until is not None
        assert AuditEvent.objects.filter(action="notes.write_note").count() == 3


def test_write_note_about_the_house_and_back_to_where_one_came_from(facility, as_role):
    client = as_role("caregiver")
    said = SAID | {"category": "house"}
    answer = client.post(url("write_note", facility), said | {"next": "/c/elm-house/more/"})
    assert answer["Location"] == "/c/elm-house/more/"
    answer = client.post(url("write_note", facility), said | {"next": "https://evil.example/"})
    assert answer["Location"] == url("own_notes", facility)
    with inside(facility):
        assert set(Note.objects.values_list("resident_id", flat=True)) == {None}


def test_write_note_refused_keeps_what_was_typed(facility, as_role, hayes):
    client = as_role("caregiver")
    later = (clock.now() + 30 * HOUR).strftime("%Y-%m-%dT%H:%M")
    answer = client.post(
        url("write_note", facility, hayes.pk), SAID | {"effective": later, "severity": "urgent"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "not happened yet" in page
    assert "Ate half of lunch" in page
    assert 'value="urgent"' in page
    with inside(facility):
        assert not Note.objects.exists()
    assert client.post(url("write_note", facility, hayes.pk), {"text": " "}).status_code == 422


def test_write_note_reads_a_time_by_the_communitys_clock(facility, as_role, hayes):
    with clock.pinned(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        as_role("caregiver").post(
            url("write_note", facility, hayes.pk), SAID | {"effective": "2026-11-24T02:10"}
        )
    with inside(facility):
        assert Note.objects.get().effective == datetime(2026, 11, 24, 8, 10, tzinfo=UTC)


def test_write_note_sent_twice_is_one_note(facility, as_role, hayes):
    client, sent = as_role("caregiver"), SAID | {"client_ref": str(uuid4())}
    for text, status in ((SAID["text"], 302), (SAID["text"], 302), ("Other", 409)):
        answer = client.post(url("write_note", facility, hayes.pk), sent | {"text": text})
        assert answer.status_code == status
    with inside(facility):
        assert Note.objects.count() == 1


def test_a_restricted_note_is_offered_to_those_who_may_read_it(facility, as_role, hayes):
    address, words = url("write_note", facility, hayes.pk), "Only for nurses"
    assert words in as_role("nurse").get(address).content.decode()
    client = as_role("caregiver")
    assert words not in client.get(address).content.decode()
    client.post(address, SAID | {"restricted": "on"})
    as_role("nurse").post(address, SAID | {"restricted": "on", "text": "Spoke at length"})
    with inside(facility):
        labels = dict(Note.objects.values_list("text", "security_label"))
    assert labels == {SAID["text"]: "normal", "Spoke at length": "restricted"}


def test_write_activity_note(facility, as_role, hayes):
    client = as_role("activities")
    address = url("write_activity_note", facility, hayes.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "Sang", "severity": "routine"}).status_code == 302
    with inside(facility):
        assert Note.objects.get().category == "activity"
    assert client.get(url("write_note", facility, hayes.pk)).status_code == 403


# Drafts


def test_a_draft_survives_a_closed_browser_and_goes_when_it_is_sent(
    facility, as_role, hayes, client
):
    aide = as_role("caregiver")
    kept = aide.post(
        url("save_draft", facility, hayes.pk),
        {"draft_page": "write_note", "text": "She said", "severity": "change"},
    )
    assert "Draft kept" in kept.content.decode()
    client.force_login(aide.account)  # another browser, another day
    page = client.get(url("write_note", facility, hayes.pk)).content.decode()
    assert "She said" in page
    assert "It is not sent yet" in page
    assert "She said" in client.get(url("own_notes", facility)).content.decode()
    client.post(url("write_note", facility, hayes.pk), SAID)
    assert "She said" not in client.get(url("write_note", facility, hayes.pk)).content.decode()


def test_a_draft_is_nobody_elses(facility, as_role, hayes):
    one, other = as_role("caregiver"), as_role("nurse")
    one.post(url("save_draft", facility, hayes.pk), {"draft_page": "write_note", "text": "She"})
    page = other.get(url("write_note", facility, hayes.pk)).content.decode()
    assert "It is not sent yet" not in page


def test_a_draft_is_thrown_away(facility, as_role):
    client = as_role("caregiver")
    mine = {"draft_page": "write_note", "text": "Lift"}
    client.post(url("save_draft", facility), mine)
    back = url("write_note", facility)
    answer = client.post(url("discard_draft", facility), mine | {"next": back})
    assert answer["Location"] == back
    with inside(facility):
        assert not NoteDraft.objects.exists()


@pytest.mark.parametrize("page", ["", "../etc", "write note", "x" * 90])
def test_a_draft_of_no_page_is_refused(facility, as_role, page):
    answer = as_role("caregiver").post(
        url("save_draft", facility), {"draft_page": page, "text": "x"}
    )
    assert answer.status_code == 404


def test_a_draft_that_is_too_long_says_so(facility, as_role):
    answer = as_role("caregiver").post(
        url("save_draft", facility), {"draft_page": "write_note", "text": "x" * 40_001}
    )
    assert answer.status_code == 422
    assert "document" in answer.content.decode()


# Reading


def test_notes_of_a_resident_and_the_panel_of_their_page(facility, as_role, hayes, written):
    client = as_role("nurse")
    page = client.get(url("notes", facility, hayes.pk)).content.decode()
    assert "Left heel is red" in page
    assert "on the hand-off until" in page
    panel = client.get(url("notes", facility, hayes.pk), headers={"HX-Request": "true"})
    assert "Left heel is red" in panel.content.decode()
    assert "<html" not in panel.content.decode()
    found = client.get(url("notes", facility, hayes.pk) + "?q=heel").content.decode()
    assert "Left heel is red" in found
    nothing = client.get(url("notes", facility, hayes.pk) + "?q=knee").content.decode()
    assert "Left heel is red" not in nothing


def test_a_corrected_note_stays_readable_on_the_list(facility, as_role, nurse, hayes, written):
    with scoped(nurse.scope):
        actions.correct_note(**nurse.who, note=written, text="Right heel", reason="Wrong side")
    page = as_role("nurse").get(url("notes", facility, hayes.pk)).content.decode()
    for words in ("Right heel", "Left heel is red", "Corrected: Wrong side", "Kim" and "Lee"):
        assert words in page
    newer = as_role("nurse").get(url("note", facility, written.pk)).content.decode()
    assert "This note was corrected" in newer


def test_house_notes_are_narrowed_and_searched(facility, as_role, nurse, hayes, written):
    with scoped(nurse.scope):
        actions.write_note(**nurse.who, text="Lift is slow", category="house")
    client = as_role("coordinator")

    def shown(query: str) -> set[str]:
        page = client.get(url("house_notes", facility) + query).content.decode()
        return {w for w in ("Left heel is red", "Lift is slow") if w in page}

    both = {"Left heel is red", "Lift is slow"}
    assert shown("") == both
    assert shown("?severity=watch") == {"Left heel is red"}
    assert shown("?category=house") == {"Lift is slow"}
    assert shown("?q=lift") == {"Lift is slow"}
    assert shown("?q=HEEL") == {"Left heel is red"}
    assert shown("?severity=nonsense&category=x&neighborhood=y&since=z&page=q") == both
    with inside(facility):
        seen = AuditEvent.objects.filter(action="notes.house_notes").latest("recorded")
        assert seen.detail["residents"] == [str(hayes.pk)]


def test_a_caregiver_sees_no_notes_of_the_house_and_their_own_of_a_resident(
    facility, as_role, nurse, hayes, written
):
    with scoped(nurse.scope):
        actions.write_note(**nurse.who, text="Long talk", resident=hayes)
    client = as_role("caregiver")
    assert client.get(url("house_notes", facility)).status_code == 403
    page = client.get(url("notes", facility, hayes.pk)).content.decode()
    assert "Left heel is red" in page  # kept on the hand-off
    assert "Long talk" not in page
    assert "Words in a note" not in page


def test_restricted_notes_are_on_no_page_of_a_caregivers(facility, as_role, nurse, hayes):
    with scoped(nurse.scope):
        row = actions.write_note(
            **nurse.who, text="Divorce", resident=hayes, restricted=True, severity="watch"
        )
    assert "Divorce" in as_role("nurse").get(url("note", facility, row.pk)).content.decode()
    client, lead = as_role("caregiver"), as_role("shift-lead")
    for one in (client, lead):
        assert one.get(url("note", facility, row.pk)).status_code == 404
        assert "Divorce" not in one.get(url("notes", facility, hayes.pk)).content.decode()
    assert "Divorce" not in lead.get(url("house_notes", facility) + "?q=div").content.decode()


# Correcting, retracting, putting away


def test_correct_note(facility, as_role, nurse, written):
    client = as_role("coordinator")
    address = url("correct_note", facility, written.pk)
    assert "Left heel is red" in client.get(address).content.decode()
    said = {"text": "Right heel is red", "category": "skin", "severity": "watch"}
    refused = client.post(address, said | {"reason": " "})
    assert (refused.status_code, "Right heel" in refused.content.decode()) == (422, True)
    answer = client.post(address, said | {"reason": "Wrong side"})
    assert answer.status_code == 302
    with inside(facility):
        newer = Note.objects.get(corrects=written)
        assert newer.text == "Right heel is red"
        assert newer.effective == written.effective
    assert answer["Location"] == url("note", facility, newer.pk)
    again = client.post(address, said | {"reason": "Again"})
    assert (again.status_code, "newer one" in again.content.decode()) == (422, True)


def test_correct_note_keeps_the_exact_time_it_was_so(facility, as_role, nurse, hayes):
    """The form shows minutes; a correction that leaves them alone does not cut the seconds off."""
    with scoped(nurse.scope):
        happened = clock.now().replace(second=41, microsecond=5) - HOUR
        row = actions.write_note(**nurse.who, text="Fell", resident=hayes, effective=happened)
    client = as_role("coordinator")
    client.post(
        url("correct_note", facility, row.pk),
        {
            "text": "Fell twice",
            "category": "progress",
            "severity": "routine",
            "reason": "Count",
            "effective": happened.astimezone(facility.zone).strftime("%Y-%m-%dT%H:%M"),
        },
    )
    with inside(facility):
        assert Note.objects.get(corrects=row).effective == happened


def test_retract_note(facility, as_role, written):
    client = as_role("nurse")
    address = url("retract_note", facility, written.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Wrong resident"}).status_code == 302
    page = client.get(url("note", facility, written.pk)).content.decode()
    assert "Entered in error: Wrong resident" in page
    assert as_role("caregiver").get(address).status_code == 403


def test_put_away_note(facility, as_role, nurse, hayes, written):
    client = as_role("nurse")
    assert client.post(url("put_away_note", facility, written.pk)).status_code == 302
    page = client.get(url("notes", facility, hayes.pk)).content.decode()
    assert "on the hand-off until" not in page
    assert client.get(url("put_away_note", facility, written.pk)).status_code == 405


# Contacts


def test_record_contact_made(facility, as_role, hayes):
    with inside(facility):
        daughter = make_contact(hayes)
    client = as_role("nurse")
    address = url("record_contact_made", facility, hayes.pk)
    assert "Ann Boyle, Daughter" in client.get(address).content.decode()
    said = {"channel": "call", "direction": "out", "reached": "left-message", "text": "Rang"}
    refused = client.post(address, said)
    assert (refused.status_code, "Say with whom" in refused.content.decode()) == (422, True)
    assert client.post(address, said | {"contact": str(daughter.pk)}).status_code == 302
    with inside(facility):
        row = ContactMade.objects.get()
        assert (row.contact, row.reached) == (daughter, "left-message")
    page = client.get(url("contacts_made", facility, hayes.pk)).content.decode()
    for words in ("Call to Ann Boyle", "Left a message without details", "Rang"):
        assert words in page
    retract = url("retract_contact_made", facility, row.pk)
    assert client.get(retract).status_code == 200
    assert client.post(retract, {"reason": "Wrong resident"}).status_code == 302
    assert client.post(retract, {"reason": "Again"}).status_code == 422


def test_a_contact_of_another_resident_is_refused(facility, as_role, hayes, lives):
    with inside(facility):
        other = make_contact(lives("Boyle", "118"))
    said = {"channel": "call", "direction": "out", "reached": "reached"}
    answer = as_role("nurse").post(
        url("record_contact_made", facility, hayes.pk), said | {"contact": str(other.pk)}
    )
    assert answer.status_code == 422


# Hand-off


NOW = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)  # 14:30 in Chicago


@pytest.fixture
def day_shift(facility):
    with inside(facility):
        make_shift(facility, "Evening", start=time(15), end=time(23))
        return make_shift(facility, "Day", start=time(7), end=time(15))


def test_handoff_without_shifts_says_how_to_begin(facility, as_role):
    page = as_role("nurse").get(url("handoff", facility))
    assert "No shifts are set up" in page.content.decode()


def test_handoff_is_signed_by_two_people(facility, as_role, nurse, hayes, day_shift):
    with clock.pinned(NOW - HOUR), scoped(nurse.scope):
        actions.write_note(
            **nurse.who, text="Fell in the bathroom", resident=hayes, severity="urgent"
        )
    turn = {"shift": str(day_shift.pk), "day": "2026-11-24"}
    with clock.pinned(NOW):
        leaves, comes = as_role("nurse", label="K. Lee"), as_role("caregiver", label="A. Diaz")
        page = leaves.get(url("handoff", facility)).content.decode()
        for words in (
            "Day: look at 1 resident first",
            "Fell in the bathroom",
            "Not signed yet",
        ):
            assert words in page
        answer = leaves.post(url("sign_out_handoff", facility), turn | {"remarks": "Busy day"})
        assert answer.status_code == 302
        again = leaves.post(url("sign_out_handoff", facility), turn)
        assert (again.status_code, "signed already" in again.content.decode()) == (422, True)
        with inside(facility):
            row = Handoff.objects.get()
        own = leaves.post(url("sign_in_handoff", facility, row.pk))
        assert (own.status_code, "coming shift has to sign" in own.content.decode()) == (
            422,
            True,
        )
        page = comes.get(answer["Location"]).content.decode()
        for words in ("Signed by K. Lee", "The coming shift has not signed", "Busy day"):
            assert words in page
        done = comes.post(url("sign_in_handoff", facility, row.pk), {"questions": "Who fell?"})
        assert done.status_code == 302
        page = comes.get(done["Location"]).content.decode()
        for words in ("taken over by A. Diaz", "Who fell?", "Fell in the bathroom"):
            assert words in page
        sheet = comes.get(url("print_handoff", facility, row.pk)).content.decode()
        for words in ("214 Margaret Hayes", "Fell in the bathroom", "taken over by A. Diaz"):
            assert words in sheet
        earlier = comes.get(url("handoffs", facility)).content.decode()
        assert url("view_handoff", facility, row.pk) in earlier


def test_handoff_shows_a_caregiver_nothing_restricted(
    facility, as_role, nurse, hayes, lives, day_shift
):
    private = lives("Novak", "215", security_label="restricted")
    with clock.pinned(NOW - HOUR), scoped(nurse.scope):
        for resident, text, restricted in (
            (hayes, "Ate half", False),
            (hayes, "Divorce", True),
            (private, "Comfort care", False),
        ):
            actions.write_note(
                **nurse.who,
                text=text,
                resident=resident,
                restricted=restricted,
                severity="watch",
            )
    seen, hidden = ("Ate half",), ("Divorce", "Comfort care", "Novak")
    with clock.pinned(NOW):
        page = as_role("nurse").get(url("handoff", facility)).content.decode()
        assert all(words in page for words in seen + hidden)
        sheet = as_role("nurse").get(url("print_handoff", facility)).content.decode()
        assert not any(words in sheet for words in hidden)
        turn = {"shift": str(day_shift.pk), "day": "2026-11-24"}
        as_role("nurse").post(url("sign_out_handoff", facility), turn)
        for role in ("caregiver", "shift-lead"):
            page = as_role(role).get(url("handoff", facility)).content.decode()
            assert all(words in page for words in seen)
            assert not any(words in page for words in hidden)


def test_handoff_is_kept_and_signed_later(facility, as_role, hayes, day_shift):
    turn = {"shift": str(day_shift.pk), "day": "2026-11-24"}
    with clock.pinned(NOW):
        client = as_role("nurse")
        answer = client.post(url("compose_handoff", facility), turn | {"remarks": "So far"})
        page = client.get(answer["Location"]).content.decode()
        assert "So far" in page
        assert "Not signed yet" in page
    with clock.pinned(NOW - 5 * HOUR):
        client = as_role("nurse")
        early = client.post(url("sign_out_handoff", facility), turn)
        assert (early.status_code, "not over" in early.content.decode()) == (422, True)
        for wrong in ({"shift": "x", "day": "y"}, {"shift": str(uuid4()), "day": "2026-11-24"}):
            assert client.post(url("sign_out_handoff", facility), wrong).status_code == 404
            assert client.get(url("handoff", facility), wrong).status_code == 404


# Read to here


def test_mark_read_up_to_the_page_that_was_read(facility, as_role):
    client, page = as_role("coordinator"), clock.now() - HOUR
    answer = client.post(url("mark_read", facility), {"upto": page.isoformat()})
    assert answer["Location"] == f"/c/{facility.slug}/today/"
    with inside(facility):
        assert ReadMark.objects.get().upto == page
    assert (
        client.post(url("mark_read", facility), {"upto": "x", "read_list": "y"}).status_code
        == 302
    )
    assert client.get(url("mark_read", facility)).status_code == 405


# Everything foreign is not there


def test_another_communitys_rows_are_404_on_every_page(
    facility, other_facility, as_role, nurse, hayes, written, day_shift
):
    with scoped(nurse.scope):
        call = actions.record_contact_made(
            **nurse.who, resident=hayes, channel="call", reached="reached", with_text="Son"
        )
        turn = queries.handoff_of(nurse.scope, facility, day_shift.pk, NOW.date()).turn
    with clock.pinned(NOW), scoped(nurse.scope):
        row = actions.compose_handoff(**nurse.who, turn=turn)
        actions.sign_out_handoff(**nurse.who, handoff=row)
    ours, theirs = as_role("coordinator"), as_role("coordinator", other_facility)
    pages = [
        ("notes", hayes.pk),
        ("write_note", hayes.pk),
        ("write_activity_note", hayes.pk),
        ("contacts_made", hayes.pk),
        ("record_contact_made", hayes.pk),
        ("note", written.pk),
        ("correct_note", written.pk),
        ("retract_note", written.pk),
        ("retract_contact_made", call.pk),
        ("view_handoff", row.pk),
        ("print_handoff", row.pk),
    ]
    for name, pk in pages:
        assert ours.get(url(name, facility, pk)).status_code == 200, name
        assert theirs.get(url(name, other_facility, pk)).status_code == 404, name
        assert theirs.get(url(name, facility, pk)).status_code == 404, name
    posts = [
        ("save_draft", hayes.pk, {"draft_page": "write_note", "text": "x"}, 200),
        ("discard_draft", hayes.pk, {"draft_page": "write_note"}, 302),
        ("put_away_note", written.pk, {}, 302),
        ("sign_in_handoff", row.pk, {}, 302),
    ]
    for name, pk, sent, status in posts:
        assert theirs.post(url(name, other_facility, pk), sent).status_code == 404, name
        assert theirs.post(url(name, facility, pk), sent).status_code == 404, name
        assert ours.post(url(name, facility, pk), sent).status_code == status, name


def test_a_restricted_resident_is_not_there_for_a_caregiver(facility, as_role, lives):
    private = lives("Novak", "215", security_label="restricted")
    for name in ("notes", "write_note"):
        assert as_role("nurse").get(url(name, facility, private.pk)).status_code == 200
        assert as_role("caregiver").get(url(name, facility, private.pk)).status_code == 404


def test_a_community_names_its_categories_and_leaves_some_out(
    facility, actor, as_role, nurse, hayes
):
    scope = nurse.scope
    titled = {"keep_active_hours": 24, "severity": "routine"}
    items = [
        {"code": "skin", "title": {"en": "Skin and wounds"}, **titled},
        {"code": "sleep", "title": {"en": "Nights"}, "off": True, **titled},
        {"code": "of-their-own", "title": {"en": "Unknown to the record"}, **titled},
    ]
    with scoped(scope):
        row = actions.write_note(**nurse.who, text="Up twice", resident=hayes, category="sleep")
    with scoped(process_scope("test", facility.pk)) as open_scope:
        set_definition(
            scope=open_scope,
            by=actor,
            kind="note-categories",
            key="default",
            body={"items": items},
        )
    client = as_role("nurse")
    page = client.get(url("write_note", facility, hayes.pk)).content.decode()
    assert "Skin and wounds" in page
    assert "Nights" not in page
    assert "Unknown to the record" not in page
    page = client.get(url("correct_note", facility, row.pk)).content.decode()
    assert "Sleep" in page
    assert "Nights" in client.get(url("note", facility, row.pk)).content.decode()
