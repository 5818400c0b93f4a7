"""A device's write is read by the form of its own page."""

import pytest
from django import forms

from hearth.kernel.errors import Refused
from hearth.platform.replay.fields import checked, posted


class NoteForm(forms.Form):
    text = forms.CharField()
    tags = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)


def test_the_payload_is_read_as_if_it_had_been_posted():
    found = checked(
        NoteForm(posted({"text": "Slept well", "tags": ["a", "b"], "resident": "1"}))
    )
    assert found == {"text": "Slept well", "tags": ["a", "b"]}


def test_what_the_form_says_is_the_refusal():
    with pytest.raises(Refused) as caught:
        checked(NoteForm(posted({"text": ""})))
    assert caught.value.code == "fields-wrong"
    assert str(caught.value) == "Text: This field is required."
