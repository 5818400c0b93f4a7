"""Static files: served from where they lie, named by their content, no build step at install."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.compress import Compressor


class Storage(ManifestStaticFilesStorage):
    """Hashed names when ``hearth run`` has collected them; plain names before (tests).

    Beside each collected file lies its compressed form, which whitenoise gives to whoever takes it:
    the first page of a phone on a poor network is mostly these.
    """

    manifest_strict = False

    def hashed_name(self, name, content=None, filename=None):
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name

    def post_process(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Name each file by its content, and compress those that were not before."""
        compressor = Compressor(use_brotli=False, quiet=True)
        for name, hashed, processed in super().post_process(*args, **kwargs):
            if (
                hashed
                and not isinstance(processed, Exception)
                and compressor.should_compress(hashed)
            ):
                path = Path(self.path(hashed))
                if path.exists() and not path.with_name(f"{path.name}.gz").exists():
                    compressor.compress(str(path))
            yield name, hashed, processed
