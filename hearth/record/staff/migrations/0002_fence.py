"""Fence the tables of staff: row-level security, references within one community, facts kept. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("tenancy", "0002_fence")]
    operations = [
        Protect("staff", "StaffMember", kind="state"),
        Protect("staff", "StaffMemberHistory", kind="trace", append_only=True),
        Protect("staff", "StaffRole", kind="state"),
        Protect("staff", "StaffRoleHistory", kind="trace", append_only=True),
        Protect("staff", "Shift", kind="state"),
        Protect("staff", "ShiftHistory", kind="trace", append_only=True),
        Protect("staff", "ShiftNeed", kind="state"),
        Protect("staff", "ShiftNeedHistory", kind="trace", append_only=True),
        Protect("staff", "DutyPeriod", kind="state"),
        Protect("staff", "DutyPeriodHistory", kind="trace", append_only=True),
        Protect("staff", "OnCall", kind="state"),
        Protect("staff", "OnCallHistory", kind="trace", append_only=True),
        Protect("staff", "OutsidePractitioner", kind="state"),
        Protect("staff", "OutsidePractitionerHistory", kind="trace", append_only=True),
    ]
