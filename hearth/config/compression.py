"""Pages are sent compressed: a phone in a corridor has little of the network.

Django adds a random number of bytes to each answer and masks its form token anew each time, so that
the size of an answer tells nobody what stands in it (the BREACH attack).
Source: https://docs.djangoproject.com/en/5.2/ref/middleware/#module-django.middleware.gzip
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class Compressed(GZipMiddleware):
    """Compress pages; files and streams keep their length and go out as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith(("text/html", "application/json")):
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]
