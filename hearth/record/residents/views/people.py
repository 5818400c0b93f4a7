"""Who somebody is: put on the record, corrected, and known by which names and numbers."""

from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.viewing import list_seen
from hearth.platform.files import actions as files
from hearth.platform.files.formats import INLINE
from hearth.platform.files.queries import blobs
from hearth.platform.files.serving import serve
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.scope import scoped
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.residents import actions, forms, permissions, presenters, queries

from .common import FIELDS, answered, initial_of, opened, panel, row_of, who


MOST_PHOTO = 10_000_000  # bytes; a phone's camera makes 3 to 8 MB
SHOWN = 3  # records compared side by side


@requires(permissions.ADD_RESIDENT)
@require_http_methods(["GET", "POST"])
def add_resident(request: Request) -> HttpResponse:
    """Put somebody on the record, and begin their residency if it is planned."""
    compared = _compared(request)
    form = _add_form(request, compared)
    found: list[Any] = []
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: _add(request, form, compared, found), FIELDS)
        if made is not None:
            messages.success(request, _("Added"))
            return redirect(presenters.back_url(request, made))
        if found:
            # The heading says what to do: an error in a box would say it twice.
            form = _add_form(request, [*compared, *(d.resident.pk for d in found)])
            form.is_valid()
            list_seen(request, [d.resident.pk for d in found], "residents.add_resident")
    status = 422 if found else status_of(form)
    context = {"form": form, "duplicates": _side_by_side(request, form, found)}
    return render(request, "residents/add_resident.html", context, status=status)


def _add_form(request: Request, compared: list[UUID]) -> forms.AddResidentForm:
    rooms = queries.rooms(request.scope, clock.now())
    form = forms.AddResidentForm(posted(request), compared=compared)
    places, held = presenters.stays.places_of(rooms), presenters.stays.holders(rooms)
    form.fields["place"].offer_places(places, held)  # type: ignore[attr-defined]
    return form


def _add(request: Request, form: Any, compared: list[UUID], found: list[Any]) -> Any:
    """Both or neither: the person, and their residency."""
    values = form.person()
    numbers = [
        actions.NewNumber(value=value, system=system, type=kind)
        for value, system, kind in values.pop("numbers")
    ]
    person = actions.NewResident(**values, numbers=numbers, not_the_same_as=tuple(compared))
    try:
        with scoped(request.scope):
            resident = actions.add_resident(**who(request), person=person)
            stay = form.stay(request.facility.zone)
            if stay:
                actions.open_stay(**who(request), resident=resident, **stay)
            return resident
    except actions.DuplicatesFound as duplicates:
        found.extend(duplicates.found)
        raise


def _compared(request: Request) -> list[UUID]:
    """The records somebody has been shown beside the new person."""
    found = []
    for text in request.POST.getlist("not_the_same_as"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _side_by_side(request: Request, form: Any, found: list[Any]) -> dict[str, Any] | None:
    """What was entered, beside the records it may be the same person as."""
    if not form.compared or "family" not in getattr(form, "cleaned_data", {}):
        return None
    known = queries.residents(request.scope).in_bulk(form.compared)
    shown = [known[pk] for pk in form.compared if pk in known][:SHOWN]
    entered = SimpleNamespace(pk=None, **form.person())
    records: list[tuple[str, Any]] = [(_("You entered"), entered)]
    records += [(_("On the record"), one) for one in shown]
    table = presenters.people.compared_table(
        request,
        _("Side by side"),
        records,
        queries.standings(request.scope, [one.pk for one in shown], clock.now()),
        {d.resident.pk: presenters.people.reasons_text(d.match) for d in found},
    )
    opens = [presenters.people.open_record(request, one) for one in shown]
    return {"table": table, "open": opens}


@requires(permissions.VIEW_RESIDENT)
@require_safe
def about(request: Request, resident_id: UUID) -> HttpResponse:
    """Who somebody is: names, birth, languages; for those who may, numbers too."""
    resident = opened(request, resident_id, "about")
    link, words = presenters.link, presenters.people
    full = request.scope.may(permissions.VIEW_FACE_SHEET)
    context = {
        "facts": words.about_facts(request, resident, full=full),
        "actions": words.about_actions(request, resident),
        "photo": bool(resident.photo_blob),
    }
    if full:
        names = queries.names_of(request.scope, resident)
        numbers = queries.identifiers_of(request.scope, resident)
        context |= {
            "names": words.names_table(request, resident, names),
            "numbers": words.numbers_table(request, resident, numbers),
            "name_actions": link(request, resident, _("Add a name"), "add_name"),
            "number_actions": link(request, resident, _("Add a number"), "add_identifier")
            + words.private_link(request, resident),
            "elsewhere": words.elsewhere(
                queries.residencies_elsewhere(request.scope, resident)
            ),
            "person_actions": words.person_actions(request, resident),
        }
    return panel(request, resident, "about", context)


@requires(permissions.CHANGE_RESIDENT)
@require_http_methods(["GET", "POST"])
def change_resident(request: Request, resident_id: UUID) -> HttpResponse:
    """Correct who somebody is."""
    resident = opened(request, resident_id, "change_resident")
    restricts = request.scope.may(permissions.VIEW_RESTRICTED)
    form = forms.ChangeResidentForm(
        posted(request),
        labels=request.scope.labels if restricts else (),
        private=request.scope.may(permissions.VIEW_PRIVATE_NUMBERS),
        kept=resident.languages[2:],
        initial=forms.PersonForm.initial_of(resident)
        | initial_of(resident, forms.ChangeResidentForm)
        | {"veteran": {True: "yes", False: "no"}.get(resident.veteran, ""), "ssn": ""},
    )
    return answered(
        request,
        resident,
        form,
        "change_resident",
        lambda: actions.change_resident(
            **who(request), resident=resident, changes=form.cleaned_data
        ),
        to="about",
    )


@requires(permissions.VIEW_LIFE)
@require_safe
def life(request: Request, resident_id: UUID) -> HttpResponse:
    """What matters to somebody, and where they come from."""
    resident = opened(request, resident_id, "life")
    context = {
        "said": presenters.people.life_facts(resident),
        "actions": presenters.link(
            request, resident, _("Change"), "change_life", style="plain"
        ),
    }
    return panel(request, resident, "life", context)


@requires(permissions.CHANGE_LIFE)
@require_http_methods(["GET", "POST"])
def change_life(request: Request, resident_id: UUID) -> HttpResponse:
    """Write down what matters to somebody, in their words."""
    resident = opened(request, resident_id, "change_life")
    form = forms.LifeForm(posted(request), initial=initial_of(resident, forms.LifeForm))
    return answered(
        request,
        resident,
        form,
        "change_life",
        lambda: actions.change_life(
            **who(request), resident=resident, changes=form.cleaned_data
        ),
        to="life",
    )


@requires(permissions.VIEW_RESIDENT)
@require_safe
def photo(request: Request, resident_id: UUID) -> HttpResponse:
    """The face. Whoever shows it has noted the look."""
    resident = opened(request, resident_id)
    blob = get_object_or_404(blobs(request.scope), pk=resident.photo_blob)
    face = serve(request, blob, inline=True, thumbnail=bool(blob.has_thumbnail))
    return cast(HttpResponse, face)


@requires(permissions.CHANGE_PHOTO)
@require_http_methods(["GET", "POST"])
def change_photo(request: Request, resident_id: UUID) -> HttpResponse:
    """Take or choose a photo, or take the one there is off."""
    resident = opened(request, resident_id, "change_photo")
    remove = "remove" in request.POST
    form = forms.PhotoForm(posted(request), request.FILES or None, optional=remove)
    return answered(
        request,
        resident,
        form,
        "change_photo",
        lambda: actions.change_photo(
            **who(request),
            resident=resident,
            photo_blob=None if remove else _kept_photo(request, form.cleaned_data["photo"]),
        ),
        fields={"photo-not-picture": "photo"},
        to="about",
    )


def _kept_photo(request: Request, upload: Any) -> UUID:
    """The upload as a kept file. Raises Refused: photo-not-picture, and what storing raises."""
    blob = files.store(
        **who(request), stream=upload, declared_name=upload.name, max_bytes=MOST_PHOTO
    )
    if blob.content_type not in INLINE:
        raise Refused("photo-not-picture", N_("This is not a picture. Choose a photo."))
    return files.keep(**who(request), blob=blob).pk


@requires(permissions.ADD_NAME)
@require_http_methods(["GET", "POST"])
def add_name(request: Request, resident_id: UUID) -> HttpResponse:
    """Keep another name somebody goes or went by."""
    resident = opened(request, resident_id, "add_name")
    form = forms.NameForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "add_name",
        lambda: actions.add_name(**who(request), resident=resident, **form.cleaned_data),
        to="about",
    )


@requires(permissions.END_NAME)
@require_http_methods(["POST"])
def end_name(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Take a name off."""
    resident = opened(request, resident_id)
    name = row_of(request, resident, queries.names(request.scope), pk)
    return _taken_off(request, resident, lambda: actions.end_name(**who(request), name=name))


@requires(permissions.ADD_IDENTIFIER)
@require_http_methods(["GET", "POST"])
def add_identifier(request: Request, resident_id: UUID) -> HttpResponse:
    """Keep a number by which some system knows somebody."""
    resident = opened(request, resident_id, "add_identifier")
    form = forms.IdentifierForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "add_identifier",
        lambda: actions.add_identifier(
            **who(request), resident=resident, number=actions.NewNumber(**form.cleaned_data)
        ),
        to="about",
    )


@requires(permissions.END_IDENTIFIER)
@require_http_methods(["POST"])
def end_identifier(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Take a number off."""
    resident = opened(request, resident_id)
    number = row_of(request, resident, queries.identifiers(request.scope), pk)
    return _taken_off(
        request, resident, lambda: actions.end_identifier(**who(request), identifier=number)
    )


@requires(permissions.VIEW_PRIVATE_NUMBERS)
@require_safe
def private_numbers(request: Request, resident_id: UUID) -> HttpResponse:
    """The numbers kept closed, opened: who looked is written."""
    resident = opened(request, resident_id, "private_numbers")
    scope = request.scope
    numbers = list(queries.identifiers_of(scope, resident))
    facts = presenters.people.private_facts(
        queries.social_security_number(scope, resident),
        [(n, queries.identifier_value(scope, n)) for n in numbers],
        [(c, queries.member_number(scope, c)) for c in queries.coverage_of(scope, resident)],
    )
    return panel(request, resident, "private_numbers", {"facts": facts})


def _taken_off(request: Request, resident: Any, act: Any) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
    else:
        messages.success(request, _("Taken off"))
    return redirect("residents:about", request.facility.slug, resident.pk)
