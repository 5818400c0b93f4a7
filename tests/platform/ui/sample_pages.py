"""A house with one page more: a form that may wait on the device, in every shape a form has."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from hearth.kernel.errors import Refused
from hearth.platform.audit.actions import note
from hearth.platform.identity.decorators import requires
from hearth.platform.replay import verbs
from hearth.platform.replay.fields import checked, posted


VERB = "sample.write"
MAY = "notes.write_note"


class SampleForm(forms.Form):
    text = forms.CharField(widget=forms.Textarea)
    mood = forms.CharField(required=False)
    place = forms.CharField(required=False, widget=forms.HiddenInput)


def carry_out(by, text):
    """What the page does and the verb does: one line in the trail; some words are refused."""
    if "refuse" in text:
        raise Refused("reason-missing", "Say why.")
    note(VERB, None, by=by, detail={"text": text[:100]})


def run(*, scope, by, payload, effective):
    carry_out(by, checked(SampleForm(posted(payload)))["text"])
    return {"about": payload["thing"]}


def register():
    verbs.verb(VERB, permission=MAY)(run)


PAGE = """
{% extends "ui/base.html" %}{% load hearth_ui %}{% block title %}Sample{% endblock %}
{% block answer %}<h1>Write what you saw</h1>{% endblock %}
{% block content %}
{% partialdef form inline %}
<form id="plain" class="form" method="post" action="{{ request.path }}" data-guard
  {% offline_write "sample.write" thing="17" what="Sample note" again=True %}>
{% csrf_token %}{% include "ui/fields.html" %}<div class="form-end"><button class="btn primary" name="kind" value="note">Save</button></div></form>
{% endpartialdef %}
<form id="row" method="post" action="{{ request.path }}" hx-post="{{ request.path }}" hx-target="#row" hx-swap="outerHTML"
  {% offline_write "sample.write" thing="18" what="Sample task" %}>
{% csrf_token %}<input type="hidden" name="text" value="row done"><button class="btn">Done</button></form>
{% endblock %}
"""


@requires(MAY)
def sample(request):
    form = SampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            carry_out(request.actor, form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            if request.htmx:
                return HttpResponse('<p id="row">Row written</p>')
            messages.success(request, "Written")
            return redirect("sample_done", request.facility.slug)
    page = engines["django"].from_string(PAGE)
    return HttpResponse(
        page.render({"form": form}, request), status=422 if form.errors else 200
    )


@requires(MAY)
def sample_done(request):
    page = engines["django"].from_string(
        '{% extends "ui/base.html" %}{% block answer %}<h1>It is written</h1>{% endblock %}'
    )
    return HttpResponse(page.render({}, request))


urlpatterns = [
    path("c/<slug:community>/sample/", sample, name="sample"),
    path("c/<slug:community>/sample/done/", sample_done, name="sample_done"),
    path("", include("hearth.config.urls")),
]
handler400 = "hearth.config.errors.bad_request"
handler403 = "hearth.config.errors.forbidden"
handler404 = "hearth.config.errors.not_found"
handler500 = "hearth.config.errors.failed"
