"""Parts as a page shows them."""

from django.template.loader import render_to_string

from hearth.platform.ui import parts


def test_a_phone_reads_no_heading_over_an_empty_cell():
    columns = (parts.Column("Asked for"), parts.Column("By"), parts.Column("Given"))
    line = parts.Line((parts.Cell("Menus", head=True), parts.Cell(""), parts.Cell(0)))
    text = render_to_string("ui/table.html", {"part": parts.Table("Asked", columns, (line,))})
    assert 'data-label="By"' not in text
    assert 'data-label="Given"' in text
