"""How a file arrives: in a nameless scratch file of the house, and never without end.

Django's own handlers keep what is sent in the machine's /tmp, readable and by name, until the
request is over; after a crash, for ever. This one keeps it where stored files are looked at:
gone with the request or with the process.
"""

import tempfile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from hearth.kernel.errors import Refused

from . import disk
from .actions import MEGABYTE
from .looks import refusal


# A whole community's record from its EHR may come as one file of 100 MB; nothing larger is read.
MOST_SENT = 130 * MEGABYTE


class ScratchUpload(FileUploadHandler):
    """Keeps each file of a form in a nameless file; what is too large is read past, not kept."""

    scratch: IO[bytes] | None = None
    size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.size = 0
        try:
            self.scratch = tempfile.TemporaryFile(dir=disk.scratch())  # noqa: SIM115 - closed with the request
        except Refused as error:
            self._refuse(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A part of it."""
        self.size += len(raw_data)
        if self.size > MOST_SENT:
            self._refuse(refusal("file-too-large", limit=MOST_SENT // MEGABYTE))
        try:
            with disk.storage_faults():
                if self.scratch is not None:
                    self.scratch.write(raw_data)
        except Refused as error:
            self._refuse(error)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """All of it is here."""
        if self.scratch is None:
            return None
        self.scratch.seek(0)
        return UploadedFile(
            file=self.scratch,  # type: ignore[arg-type]
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )

    def upload_interrupted(self) -> None:
        """The connection broke: nothing stays."""
        if self.scratch is not None:
            self.scratch.close()

    def _refuse(self, error: Refused) -> None:
        """Say why on the request, and read past the rest of this file."""
        if self.scratch is not None:
            self.scratch.close()
            self.scratch = None
        self.request.upload_refused = error  # type: ignore[union-attr]
        raise SkipFile


def refused(request: HttpRequest) -> Refused | None:
    """Why a file of this form was not kept, when it was not."""
    return getattr(request, "upload_refused", None)
