"""Do: file a document, change what is said of it, replace it, take it back."""

from .changing import change_document, retract_document
from .filing import replace_document, upload_document


__all__ = ["change_document", "replace_document", "retract_document", "upload_document"]
