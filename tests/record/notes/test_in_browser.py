"""A note's way through a night: an aide's thumb, a closed browser, a search, two signatures."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions
from hearth.record.notes.models import Note, NoteDraft
from tests.browsing import DESK, IN_BROWSER, PHONE, SIDEWAYS, make_person, objections, sign_in
from tests.factories.residents import (
    make_contact,
    make_placement,
    make_resident,
    make_stay,
)
from tests.factories.staff import make_member, make_shift
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER


@pytest.fixture
def house(emptied):
    """A community with a resident, a shift that runs now, and people who sign in."""
    facility = make_facility("Maple Court")
    place = make_place(facility, "214")
    people = {
        role: make_person(role, facility, label=label)
        for role, label in (
            ("caregiver", "A. Diaz"),
            ("coordinator", "J. Ortiz"),
            ("nurse", "K. Lee"),
        )
    }
    now = clock.now().astimezone(facility.zone)
    with scoped(process_scope("test", facility.pk)):
        for role, account in people.items():
            make_member(facility, role.title(), "", actor=account.actor)
        resident = make_resident(facility, "Hayes", "Margaret", preferred="Peg")
        make_placement(make_stay(resident), place, people["nurse"].actor)
        make_contact(resident)
        begun, over = (now - timedelta(hours=7)).time(), (now + timedelta(minutes=30)).time()
        make_shift(
            facility, "Now", start=begun.replace(microsecond=0), end=over.replace(microsecond=0)
        )
    return SimpleNamespace(facility=facility, resident=resident, slug=facility.slug, **people)


def kept(house, model, **narrowed):
    with scoped(process_scope("test", house.facility.pk)):
        return list(model.objects.filter(**narrowed))


def test_a_note_begun_at_night_survives_the_browser_and_is_found_in_the_morning(house, opened):
    write = f"/c/{house.slug}/residents/{house.resident.pk}/notes/write/"

    # 3 a.m., one thumb: she begins, and the browser is closed under her.
    phone = opened(viewport=PHONE)
    sign_in(phone, house.caregiver)
    phone.goto(write)
    phone.get_by_label("What did you see or do?").fill("Awake since two, caf")
    phone.get_by_label("Something changed").check()
    phone.get_by_text("Draft kept").wait_for()
    phone.get_by_label("What did you see or do?").fill("Awake since two, café con leche helped")
    phone.close(run_before_unload=False)
    assert kept(house, Note) == []

    # Later, on another phone: it is there, and she sends it.
    phone = opened(viewport=PHONE)
    sign_in(phone, house.caregiver)
    phone.goto(write)
    expect(phone.get_by_text("It is not sent yet")).to_be_visible()
    words = phone.get_by_label("What did you see or do?")
    assert words.input_value().startswith("Awake since two, caf")
    expect(phone.get_by_label("Something changed")).to_be_checked()
    words.fill("Awake since two, café con leche helped")
    phone.get_by_label("Sleep").check()
    assert phone.evaluate(SIDEWAYS) == 0
    phone.get_by_role("button", name="Save the note").click()
    phone.wait_for_url(f"**/residents/{house.resident.pk}/")
    [note] = kept(house, Note)
    assert (note.category, note.severity) == ("sleep", "change")
    phone.goto(write)
    expect(phone.get_by_text("It is not sent yet")).to_be_hidden()
    assert phone.get_by_label("What did you see or do?").input_value() == ""
    assert phone.said == []

    # 06:45: the coordinator types what she remembers, without the accent.
    desk = opened(viewport=DESK)
    sign_in(desk, house.coordinator)
    desk.goto(f"/c/{house.slug}/notes/")
    desk.get_by_role("searchbox", name="Words in a note").fill("cafe leche")
    desk.get_by_role("button", name="Find").click()
    found = desk.locator(f"#note-{note.pk}")
    expect(found).to_contain_text("Awake since two")
    expect(found).to_contain_text("Something changed")
    assert desk.said == []


def test_a_note_sent_at_once_leaves_no_draft_behind(house, opened):
    """The form keeps itself at every pause; sending it in the middle of one must not keep it again."""
    phone = opened(viewport=PHONE)
    sign_in(phone, house.caregiver)
    write = f"/c/{house.slug}/residents/{house.resident.pk}/notes/write/"
    for number in range(3):
        phone.goto(write)
        phone.get_by_label("What did you see or do?").press_sequentially(f"Note {number}")
        phone.get_by_role("button", name="Save the note").click()
        phone.wait_for_url(f"**/residents/{house.resident.pk}/")
    phone.wait_for_load_state("networkidle")
    assert len(kept(house, Note)) == 3
    phone.goto(f"/c/{house.slug}/notes/mine/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("You wrote 3 notes")


def test_what_was_typed_last_is_kept_when_the_page_is_left(house, opened):
    phone = opened(viewport=PHONE)
    sign_in(phone, house.caregiver)
    write = f"/c/{house.slug}/residents/{house.resident.pk}/notes/write/"
    phone.goto(write)
    phone.get_by_label("What did you see or do?").press_sequentially("She said")
    for _try in range(20):  # it is sent while the page goes, and may arrive after the next one
        phone.goto(f"/c/{house.slug}/notes/mine/")
        if phone.get_by_text("She said").is_visible():
            break
    phone.get_by_role("link", name="Go on writing").click()
    phone.get_by_role("button", name="Throw it away").click()
    phone.wait_for_url(f"**{write}")
    assert kept(house, NoteDraft) == []


def test_two_people_sign_the_handoff_on_their_phones(house, opened):
    nurse = SimpleNamespace(actor=house.nurse.actor)
    with scoped(process_scope("test", house.facility.pk)) as scope:
        actions.write_note(
            scope=scope,
            by=nurse.actor,
            text="Fell in the bathroom",
            resident=house.resident,
            severity="urgent",
            category="moving",
        )
    leaves = opened(viewport=PHONE)
    sign_in(leaves, house.nurse)
    leaves.goto(f"/c/{house.slug}/handoff/")
    assert (
        leaves.get_by_role("heading", level=1).inner_text() == "Now: look at 1 resident first"
    )
    expect(leaves.get_by_text("Not signed yet")).to_be_visible()
    leaves.get_by_label("What else should they know?").fill("Her daughter comes at nine.")
    leaves.get_by_role("button", name="Sign and hand over").click()
    leaves.get_by_text("Signed by K. Lee").first.wait_for()
    expect(leaves.get_by_role("button", name="Sign and take over")).to_have_count(0)

    comes = opened(viewport=PHONE)
    sign_in(comes, house.caregiver)
    comes.goto(f"/c/{house.slug}/handoff/")
    expect(comes.get_by_text("The coming shift has not signed")).to_be_visible()
    expect(comes.get_by_text("Fell in the bathroom")).to_be_visible()
    comes.get_by_label("What you asked").fill("Who was told? The daughter.")
    comes.get_by_role("button", name="Sign and take over").click()
    comes.get_by_text("taken over by A. Diaz").first.wait_for()
    assert comes.evaluate(SIDEWAYS) == 0
    assert leaves.said == comes.said == []


def test_axe_finds_nothing_on_the_pages_of_notes(house, page):
    with scoped(process_scope("test", house.facility.pk)) as scope:
        who = {"scope": scope, "by": house.coordinator.actor, "resident": house.resident}
        note = actions.write_note(
            **who, text="Left heel red", severity="watch", category="skin"
        )
        actions.correct_note(
            scope=scope,
            by=house.coordinator.actor,
            note=note,
            text="Right heel red",
            reason="Wrong side",
        )
        fell = actions.write_note(**who, text="Fell " * 60, severity="urgent", restricted=True)
        call = actions.record_contact_made(
            **who,
            channel="call",
            reached="left-message",
            with_text="Her daughter",
            text="Rang at nine",
        )
    sign_in(page, house.coordinator)
    base, about = f"/c/{house.slug}/", f"/c/{house.slug}/residents/{house.resident.pk}/"
    told = []
    for path in (
        f"{about}notes/",
        f"{about}notes/write/",
        f"{about}notes/activity/",
        f"{about}contacts-made/",
        f"{about}contacts-made/record/",
        f"{base}notes/",
        f"{base}notes/mine/",
        f"{base}notes/write/",
        f"{base}notes/{fell.pk}/",
        f"{base}notes/{fell.pk}/correct/",
        f"{base}notes/{fell.pk}/retract/",
        f"{base}contacts-made/{call.pk}/retract/",
        f"{base}handoff/",
        f"{base}handoff/earlier/",
        f"{base}handoff/print/",
    ):
        told += objections(page, path)
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
