"""How a resident's record reads."""

from . import (
    contacts,
    health,
    people,
    restrictions,
    stays,
    warnings,
    ways_out,
)
from .common import (
    address,
    age_text,
    allergy_text,
    back_url,
    banner,
    coded,
    flag_name,
    flag_text,
    link,
    merged_notice,
    name_text,
    paper_notice,
    presence_text,
    tabs,
)


__all__ = [
    "address",
    "age_text",
    "allergy_text",
    "back_url",
    "banner",
    "coded",
    "contacts",
    "flag_name",
    "flag_text",
    "health",
    "link",
    "merged_notice",
    "name_text",
    "paper_notice",
    "people",
    "presence_text",
    "restrictions",
    "stays",
    "tabs",
    "warnings",
    "ways_out",
]
