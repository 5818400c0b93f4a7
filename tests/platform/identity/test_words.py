"""Every permission and every device's verb reads as words, never as its code."""

from hearth.platform.identity.roles import ROLES
from hearth.platform.identity.words import AREAS, VERBS, area_words, verb_words
from hearth.platform.replay.verbs import all_verbs


def test_every_permission_has_words():
    held = {permission for role in ROLES.values() for permission in role.permissions}
    assert sorted(held - VERBS.keys()) == [], "word them in hearth/platform/identity/words.py"
    assert sorted({p.partition(".")[0] for p in held} - AREAS.keys()) == []


def test_every_verb_of_a_device_has_words():
    own = {one.name for one in all_verbs() if one.run.__module__.startswith("hearth.")}
    assert sorted(own - VERBS.keys()) == [], "word them in hearth/platform/identity/words.py"


def test_what_nobody_worded_says_its_own_name():
    assert verb_words("weather.make_rain") == "Make rain"
    assert area_words("weather_office") == "Weather office"
