"""Lists of residents, contacts and rooms, as communities really keep them."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hearth.record.residents.codes import CodeStatus
from hearth.surfaces.interop.fhir.authority import UNCLEAR_POA
from hearth.surfaces.interop.mapped import ContactFacts, LocationFacts, ResidentFacts
from hearth.surfaces.interop.tables import sheet as sheets
from hearth.surfaces.interop.tables.columns import Kind, guess_kind, propose
from hearth.surfaces.interop.tables.dates import DateOrder, order_of, parse
from hearth.surfaces.interop.tables.rows import code_status_of, rows, to_fix
from hearth.surfaces.interop.tables.sheet import Unopenable, open_sheet


SAMPLES = Path(__file__).parent / "samples"
TODAY = date(2025, 11, 24)


def opened(text, encoding="utf-8"):
    return open_sheet(io.BytesIO(text.encode(encoding)), "list.csv")


def read(text, kind=Kind.RESIDENTS, *, order=None):
    sheet = opened(text)
    columns = propose(sheet, kind)
    if order:
        columns = replace(columns, date_order=order)
    return list(rows(sheet, columns, today=TODAY, source="ehr")), columns


def workbook(*lines):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def codes(row):
    return [problem.reason.code for problem in row.problems]


def test_a_list_with_a_title_above_its_heading_is_read():
    sheet = open_sheet(SAMPLES / "residents.csv")
    columns = propose(sheet, guess_kind(sheet))
    assert (columns.kind, columns.heading_number, columns.unused) == (Kind.RESIDENTS, 2, ())
    assert columns.problems() == ()
    good, second, bad = rows(sheet, columns, today=TODAY, source="ehr")
    facts = good.facts
    assert isinstance(facts, ResidentFacts)
    assert (facts.name.family, facts.name.given) == ("Okafor", ("Margaret", "Ada"))
    assert facts.birth_date.exact == date(1938, 4, 17)
    assert (facts.room, facts.code_status, facts.gender) == ("12-A", CodeStatus.FULL, "female")
    assert facts.contacts[0].names[0].family == "Okafor"
    assert facts.keys[0].value == "101"
    assert second.facts.code_status == CodeStatus.DNR_DNI
    assert (bad.number, bad.facts) == (5, None)
    assert [problem.column for problem in bad.problems] == ["DOB"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_are_found(encoding, separator):
    text = separator.join(("Last Name", "First Name", "Room")) + "\r\n"
    text += separator.join(("Müller", "Zoë", "12"))
    sheet = opened(text, encoding)
    assert sheet.lines[1].cells == ("Müller", "Zoë", "12")


def test_the_separator_line_of_a_spreadsheet_is_obeyed():
    sheet = opened("sep=;\nLast Name;Room, old\nOkafor;1,2\n")
    assert [line.cells for line in sheet.lines] == [
        ("Last Name", "Room, old"),
        ("Okafor", "1,2"),
    ]
    assert sheet.lines[0].number == 2


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(("Res #", "record_number"), ("Res. #", "record_number"), ("MRN", "record_number")),
        *(("DOB", "birth_date"), ("D.O.B.", "birth_date"), ("Date of Birth", "birth_date")),
        *(("Room/Bed", "room"), ("Apt #", "room"), ("Unit", "neighborhood")),
        *(
            ("POA", "poa"),
            ("Responsible Party", "responsible_party"),
            ("RP Phone", "responsible_party_phone"),
        ),
        *(("Code Status", "code_status"), ("Advance Directive", "code_status")),
        *(("LOC", "level"), ("Care Level", "level"), ("Level of Care", "level")),
        *(("Admission Date (original)", "admitted"), ("Goes by", "preferred_name")),
    ],
)
def test_the_words_of_the_trade_are_known(heading, field):
    columns = propose(opened(f"Last Name,{heading}\nOkafor,x\n"), Kind.RESIDENTS)
    assert columns.places == {"last_name": 0, field: 1}


def test_a_missing_column_is_named_before_any_row_is_read():
    columns = propose(opened("Room,DOB\n1,2\n"), Kind.RESIDENTS)
    assert [why.code for why in columns.problems()] == ["column-missing"]


# Dates


@pytest.mark.parametrize(
    "written",
    [
        *("1941-03-07", "1941/3/7", "19410307", "7-Mar-1941", "07 Mar 1941", "March 7, 1941"),
        *(
            "Mar 7 1941",
            "1941-03-07 00:00:00",
            "1941-03-07T00:00:00Z",
            "7 marzo 1941",
            "3/7/41",
        ),
        *("3/7/1941", "03-07-1941", "3.7.1941", "3/7/1941 12:00 AM"),
    ],
)
def test_a_day_is_read_in_many_forms(written):
    found = parse(written, DateOrder.MONTH_FIRST, today=TODAY, birth=True)
    assert found.exact == date(1941, 3, 7)


@pytest.mark.parametrize(
    "written", ["", "soon", "31/31/1941", "2/30/1941", "7", "1941", "3/7", "99/99/99"]
)
def test_what_is_no_day_is_none(written):
    assert parse(written, DateOrder.MONTH_FIRST, today=TODAY) is None


def test_which_comes_first_is_found_only_when_it_is_certain():
    assert order_of(["4/17/1938", "3/7/1941", "1/30/1935"]) is DateOrder.MONTH_FIRST
    assert order_of(["17/4/1938", "3/7/1941", "30/1/1935"]) is DateOrder.DAY_FIRST
    assert order_of(["3/7/1941"]) is None
    assert order_of(["17/4/1938"]) is None, "one date alone may be a slip"
    assert order_of(["17/4/1938", "4/17/1938", "30/1/1935"]) is None


def test_dates_that_can_be_read_two_ways_wait_for_a_choice():
    text = "Last Name,DOB\nOkafor,3/7/1941\nTran,7/7/1941\n"
    found, columns = read(text)
    assert columns.date_order is None
    assert codes(found[0]) == ["row-ambiguous-date"]
    assert found[1].facts.birth_date.exact == date(1941, 7, 7)
    found, _ = read(text, order=DateOrder.DAY_FIRST)
    assert found[0].facts.birth_date.exact == date(1941, 7, 3)


@pytest.mark.parametrize("written", ["2031-01-01", "1801-01-01"])
def test_a_birth_date_nobody_can_have_is_an_error(written):
    found, _ = read(f"Last Name,DOB\nOkafor,{written}\n")
    assert codes(found[0]) == ["row-unlikely-date"]


# Rows


def test_every_row_is_read_by_itself():
    found, _ = read(
        "Last Name,First Name,Sex\nOkafor,Margaret,F\n,,\n,,M\nTran,Mai,Q\nRuiz,Eva,\n"
    )
    assert [(row.number, codes(row)) for row in found] == [
        (2, []),
        (4, ["row-missing"]),
        (5, ["row-unknown-word"]),
        (6, []),
    ]


def test_cells_of_columns_nobody_mapped_are_kept_with_the_row():
    found, columns = read("Last Name,Favourite flower\nOkafor,Dahlia\n")
    assert columns.unused == ("Favourite flower",)
    assert found[0].cells["Favourite flower"] == "Dahlia"


def test_too_many_cells_are_an_error_not_a_shift():
    found, _ = read("Last Name,Room\nOkafor,Margaret,12\n")
    assert codes(found[0]) == ["row-too-many-cells"]


def test_one_person_named_twice_in_a_row_is_one_contact():
    text = "Name,POA,Responsible Party,Emergency Contact,Emergency Phone\n"
    text += '"Okafor, Margaret",Chidi Okafor,Chidi Okafor,Self,555\n'
    found, _ = read(text)
    (contact,) = found[0].facts.contacts
    assert contact.authorities == ("responsible-person", UNCLEAR_POA)


def test_contacts_say_whose_they_are_and_what_they_may_decide():
    text = "Res #,Resident,Last Name,First Name,Relationship,Contact Type,Cell,Guardian\n"
    text += "101,Okafor,Okafor,Chidi,Son,POA - Care; Emergency Contact # 1,555-0101,N\n"
    text += ",,Okafor,Ada,Daughter,,,\n"
    found, columns = read(text, Kind.CONTACTS)
    assert columns.problems() == ()
    facts = found[0].facts
    assert isinstance(facts, ContactFacts)
    assert (facts.relationship, facts.authorities) == ("SON", ("health-poa", "emergency"))
    assert facts.resident.identifier.value == "101"
    assert facts.telecoms[0].use == "mobile"
    assert codes(found[1]) == ["row-missing"]


def test_rooms_become_places():
    text = (
        "Unit,Apartment,Bed,Type,Max Occupancy\nGarden,12,A,Studio,1\nGarden,13,,Suite,many\n"
    )
    found, _ = read(text, Kind.ROOMS)
    facts = found[0].facts
    assert isinstance(facts, LocationFacts)
    assert (facts.name, facts.neighborhood, facts.capacity) == ("12-A", "Garden", 1)
    assert codes(found[1]) == ["row-bad-number"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("DNR", "dnr"),
        ("Full Code", "full-code"),
        ("DNR/DNI", "dnr-dni"),
        ("DNR - see chart", ""),
        ("", ""),
    ],
)
def test_a_code_status_is_taken_only_when_it_is_plain(written, code):
    assert code_status_of(written) == code


def test_the_same_table_again_gives_the_same_keys():
    once, again = (read((SAMPLES / "residents.csv").read_text())[0] for _ in range(2))
    assert once[0].facts.keys == again[0].facts.keys


# What to fix


def test_wrong_rows_come_back_with_advice_and_no_formula():
    text = 'Last Name,DOB,Note\nOkafor,1938-04-17,\nTran,never,=cmd|x\n"@x",soon,+1 555\n'
    found, columns = read(text)
    answer = to_fix(columns, found)
    lines = list(csv.reader(io.StringIO(answer.removeprefix("\ufeff"))))
    assert lines[0] == ["Last Name", "DOB", "Note", "What to fix"]
    assert [line[0] for line in lines[1:]] == ["Tran", "'@x"]
    assert lines[1][2] == "'=cmd|x"
    assert '"never" in column "DOB" is not a date' in lines[1][3]


def test_a_corrected_file_is_read_again_without_the_guards():
    found, columns = read('Last Name,DOB,Phone\n"Tran",never,+1 555\n')
    corrected = to_fix(columns, found).replace(",never,", ",1931-01-31,")
    found, _ = read(corrected)
    assert found[0].problems == ()
    assert found[0].facts.telecoms[0].value == "+1 555"


# Workbooks


def test_a_workbook_is_read_as_a_person_sees_it():
    data = workbook(
        ["Res #", "Last Name", "DOB", "Room"],
        [101.0, "Okafor", datetime(1938, 4, 17), 12],  # noqa: DTZ001 - Excel knows no zone
        ["102", "Tran", "#N/A", None],
    )
    sheet = open_sheet(io.BytesIO(data), "list.xlsx")
    assert sheet.lines[1].cells == ("101", "Okafor", "1938-04-17", "12")
    assert sheet.lines[2].cells == ("102", "Tran")
    columns = propose(sheet, Kind.RESIDENTS)
    found = list(rows(sheet, columns, today=TODAY))
    assert found[0].facts.birth_date.exact == date(1938, 4, 17)


def test_a_workbook_that_unpacks_to_far_more_is_refused_unopened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (30 << 20))
    with pytest.raises(Unopenable) as refused:
        open_sheet(io.BytesIO(out.getvalue()))
    assert refused.value.reason.code == "table-damaged"


def test_a_workbook_with_entities_is_refused():
    out = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(workbook(["Last Name"], ["x"])))
    with whole, zipfile.ZipFile(out, "w") as package:
        for part in whole.namelist():
            package.writestr(part, whole.read(part))
        package.writestr("xl/evil.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    with pytest.raises(Unopenable):
        open_sheet(io.BytesIO(out.getvalue()))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table-empty"),
        (b",,,\n,,\n", "table-empty"),
        (b"PK\x03\x04nonsense", "table-damaged"),
        (b"\xd0\xcf\x11\xe0old", "table-old-excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "table-locked"),
    ],
)
def test_what_cannot_be_opened_says_what_to_do(data, code):
    with pytest.raises(Unopenable) as refused:
        open_sheet(io.BytesIO(data))
    assert refused.value.reason.code == code
    assert str(refused.value.reason)


def test_a_table_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 10)
    with pytest.raises(Unopenable) as refused:
        opened("Last Name\n" + "x\n" * 20)
    assert refused.value.reason.code == "table-too-large"


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_a_table_or_refused(data):
    try:
        sheet = open_sheet(io.BytesIO(b"Last Name,DOB,Sex,Room,Capacity\n" + data))
    except Unopenable:
        return
    for kind in Kind:
        columns = propose(sheet, kind)
        found = list(rows(sheet, columns, today=TODAY))
        assert all((row.facts is None) == bool(row.problems) for row in found)
        to_fix(columns, found)
