"""What may be kept, what is shown in a page, and what to tell the sender of anything else."""

from hearth.kernel.words import N_


PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
TIFF = "image/tiff"
TEXT = "text/plain"
CSV = "text/csv"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Content type → the ending its name gets. Nothing else is kept.
ENDINGS = {
    PDF: ".pdf",
    JPEG: ".jpg",
    PNG: ".png",
    WEBP: ".webp",
    TIFF: ".tif",
    TEXT: ".txt",
    CSV: ".csv",
    DOCX: ".docx",
    XLSX: ".xlsx",
}
# Shown inside a page: made anew by us, so nothing of the sender's bytes is left in them.
INLINE = frozenset({JPEG, PNG, WEBP})

REFUSALS = {
    "file-empty": N_("The file is empty. Choose it again, or scan the page again."),
    "file-too-large": N_("The file is larger than {limit} MB. Scan in black and white, or send it in parts."),
    "file-unknown": N_("This kind of file is not kept. Send a PDF, a photo (JPEG or PNG), Word, Excel, text or CSV."),
    "file-heic": N_("This is an iPhone photo in a format few can open. Send it as JPEG: on the phone choose Settings, Camera, Formats, Most Compatible."),
    "file-markup": N_("This is a web page or a drawing with code in it, and it is not kept. Print it to PDF and send that."),
    "file-broken": N_("The file cannot be read; it may be cut short. Open it yourself, save it again, and send it."),
    "file-pixels": N_("The picture is larger than {limit} million points. Save it smaller and send it again."),
    "file-pages": N_("The file has more than {limit} pages. Send it in parts."),
    "file-locked": N_("The PDF is locked with a password. Open it, print it to a new PDF without one, and send that."),
    "file-launches": N_("The PDF tries to start a program, and it is not kept. Ask its sender for a plain copy."),
    "file-macros": N_("The document carries macros or outside links that load by themselves. Save it as PDF and send that."),
    "file-bomb": N_("The file unpacks to far more than it should, and it is not kept. Ask its sender for a plain copy."),
    "file-two-in-one": N_("This is two files in one, and it is not kept. Open it, save it again as PDF, and send that."),
    "file-virus": N_("The virus check found something in this file, and it is not kept. Tell your administrator who sent it."),
    "file-slow": N_("The file took too long to check. Save it in a simpler form, such as a PDF of its pages, and send that."),
}  # fmt: skip
