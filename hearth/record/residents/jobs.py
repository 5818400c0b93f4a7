"""By the clock: what ends by itself, and what runs out soon."""

from uuid import UUID

from hearth.platform.identity.actions import process_actor
from hearth.platform.jobs.registry import every
from hearth.platform.scope import Scope
from hearth.platform.tenancy.queries import communities
from hearth.record.residents import actions, queries


@every("*/5 * * * *", "residents.end_run_out")
def end_run_out(*, facility_id: UUID, scope: Scope) -> None:
    """Every five minutes: end the flags, authorities and restrictions whose time is over."""
    by = process_actor("residents.end_run_out")
    actions.end_run_out_flags(scope=scope, by=by)
    actions.end_run_out_authorities(scope=scope, by=by)
    actions.end_run_out_restrictions(scope=scope, by=by)


@every("20 11 * * *", "residents.tell_expiring_authorities")
def tell_expiring_authorities(*, facility_id: UUID, scope: Scope) -> None:
    """Each morning (early in the Americas): tell which authorities run out within the month.

    Told again each day until they are renewed or ended: whoever listens acts once by cause.
    """
    facility = communities(scope).get(pk=facility_id)
    actions.tell_expiring_authorities(
        scope=scope,
        by=process_actor("residents.tell_expiring_authorities"),
        authorities=queries.expiring_authorities(scope, facility.today()),
    )


@every("10 * * * *", "residents.end_lapsed_delegations")
def end_lapsed_delegations(*, facility_id: UUID, scope: Scope) -> None:
    """Every hour: end what was delegated, with the license or certificate it leaned on."""
    by = process_actor("residents.end_lapsed_delegations")
    actions.end_lapsed_delegations(scope=scope, by=by)
