"""Template words of definitions: is a capability on here?"""

from django import template

from hearth.platform.content import capabilities


register = template.Library()


@register.simple_tag(takes_context=True)
def capability_on(context: template.Context, name: str) -> bool:
    """``{% capability_on "telehealth" as on %}``; False on a page of no community."""
    facility = context.get("facility")
    return facility is not None and capabilities.is_on(facility, name)
