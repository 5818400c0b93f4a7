"""Fence the tables of residents: row-level security, references within one community, facts kept. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0002_initial"),
        ("staff", "0002_fence"),
        ("tenancy", "0002_fence"),
    ]
    operations = [
        Protect(
            "residents",
            "ContactHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect(
            "residents",
            "ContactAuthorityHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect(
            "residents", "FlagHistory", kind="trace", resident="resident_id", append_only=True
        ),
        Protect(
            "residents",
            "ConditionHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect(
            "residents",
            "AllergyIntoleranceHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect(
            "residents",
            "AdvanceDirectiveHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect(
            "residents",
            "CareTeamMemberHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect(
            "residents",
            "MergeLinkHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect("residents", "Resident", kind="state", resident="id"),
        Protect("residents", "Contact", kind="state", resident="resident_id"),
        Protect("residents", "ContactAuthority", kind="state", resident="resident_id"),
        Protect("residents", "Flag", kind="state", resident="resident_id"),
        Protect("residents", "Condition", kind="state", resident="resident_id"),
        Protect("residents", "AllergyIntolerance", kind="state", resident="resident_id"),
        Protect("residents", "AdvanceDirective", kind="state", resident="resident_id"),
        Protect("residents", "CareTeamMember", kind="state", resident="resident_id"),
        Protect("residents", "MergeLink", kind="state", resident="resident_id"),
        Protect("residents", "ResidentHistory", kind="trace", resident="id", append_only=True),
        Protect("residents", "ResidentName", kind="state", resident="resident_id"),
        Protect(
            "residents",
            "ResidentNameHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect("residents", "Identifier", kind="state", resident="resident_id"),
        Protect(
            "residents",
            "IdentifierHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect("residents", "ResidentTerm", kind="trace", resident="resident_id"),
        Protect("residents", "Coverage", kind="state", resident="resident_id"),
        Protect(
            "residents",
            "CoverageHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect("residents", "Stay", kind="state", resident="resident_id"),
        Protect(
            "residents", "StayHistory", kind="trace", resident="resident_id", append_only=True
        ),
        Protect("residents", "Placement", kind="state", resident="resident_id"),
        Protect(
            "residents",
            "PlacementHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect("residents", "StayEvent", kind="fact", resident="resident_id"),
        Protect("residents", "Whereabouts", kind="fact", resident="resident_id"),
    ]
