"""How a resident's record reads."""

from . import contacts, health, people, stays, ways_out
from .common import (
    address,
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
    "stays",
    "tabs",
    "ways_out",
]
