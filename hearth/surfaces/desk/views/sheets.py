"""A sheet of paper: as a page to print, or as PDF when asked for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hearth.kernel.errors import Unavailable
from hearth.platform.identity.requests import Request
from hearth.platform.ui import pdf


def sheet(request: Request, page: str, context: dict[str, Any]) -> HttpResponse:
    """The sheet in the browser; with ``?as=pdf`` as a file, where this machine can make one."""
    context |= {"pdf_url": f"{request.path}?as=pdf", "pdf_ready": pdf.ready()}
    response = render(request, page, context)
    if request.GET.get("as") != "pdf":
        return response
    name = page.rsplit("/print_", 1)[-1].removesuffix(".html").replace("_", "-")
    try:
        return pdf.answer(response.content.decode(), name=f"{name}.pdf")
    except Unavailable as refusal:
        said = {"message": refusal.shown(_), "back_url": request.path}
        return render(request, "ui/errors/refused.html", said, status=refusal.status)
