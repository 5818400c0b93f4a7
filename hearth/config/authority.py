"""``/ca``: the house's own certificate authority, for each tablet and computer to install once."""

from django.http import Http404, HttpRequest, HttpResponse

from hearth.config.environment import environment


def download_authority(request: HttpRequest) -> HttpResponse:
    """The authority's certificate; its key never leaves the folder."""
    path = environment().folder / "tls" / "ca.pem"
    if not environment().https or not path.exists():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="application/x-x509-ca-cert")
    response["Content-Disposition"] = 'attachment; filename="hearth-of-this-house.crt"'
    return response
