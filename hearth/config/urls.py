"""Where everything answers. A community is in the path: /c/<community>/…"""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from hearth.config import authority, health
from hearth.platform.identity.decorators import public


handler400 = "hearth.config.errors.bad_request"
handler403 = "hearth.config.errors.forbidden"
handler404 = "hearth.config.errors.not_found"
handler500 = "hearth.config.errors.failed"

ROOMS = [
    "hearth.platform.audit",
    "hearth.platform.content",
    "hearth.platform.notify",
    "hearth.platform.ui",
    "hearth.platform.identity",
    "hearth.record.staff",
    "hearth.record.residents",
    "hearth.record.observations",
    "hearth.record.tasks",
    "hearth.record.documents",
    "hearth.record.notes",
    "hearth.record.alerts",
    "hearth.care.rostering",
    "hearth.care.incidents",
    "hearth.journeys.transitions",
    "hearth.surfaces.desk",
    "hearth.surfaces.floor",
    "hearth.surfaces.office",
    "hearth.surfaces.portal",
    "hearth.surfaces.interop",
]

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "healthz", public("tells a supervisor that all is up")(health.healthz), name="healthz"
    ),
    path(
        "ca",
        public("a tablet installs the certificate before anyone can sign in on it")(
            authority.download_authority
        ),
        name="download_authority",
    ),
]
urlpatterns += [
    path("", include(f"{room}.urls"))
    for room in ROOMS
    if find_spec(room) and find_spec(f"{room}.urls")
]
