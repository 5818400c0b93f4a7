"""A PostgreSQL server somebody else runs, named by DATABASE_URL; same verbs as the embedded one."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from hearth.config import grants
from hearth.config.embedded import Cluster, cluster
from hearth.config.environment import LOGINS, Environment, Misconfigured


OLDEST = 150000  # PostgreSQL 15: security_invoker views, no CREATE for everyone on public


class External:
    """The server of DATABASE_URL: Hearth connects, and never starts or stops it."""

    def __init__(self, env: Environment) -> None:
        self.env = env

    def start(self, *, tied: bool = False) -> None:
        """Check that the server answers and is new enough."""
        with self.connect() as connection:
            if connection.info.server_version < OLDEST:
                raise Misconfigured(
                    f"PostgreSQL {connection.info.server_version // 10000} is too old: "
                    "Hearth needs 15 or newer."
                )

    def stop(self, mode: str = "fast") -> None:
        """Nothing: the server is not ours."""

    def running(self) -> bool:
        """Whether the server answers."""
        try:
            self.start()
        except Misconfigured:
            return False
        return True

    @contextmanager
    def up(self, *, tied: bool = False) -> Iterator["External"]:
        """Check the server, and leave it running."""
        self.start()
        yield self

    def connect(self, db: str = "") -> psycopg.Connection:
        """An autocommit connection with the sign-in of DATABASE_URL itself."""
        wanted = [db] if db else ["postgres", self.env.database_name]
        for name in wanted:
            try:
                return psycopg.connect(**self.env.dsn("super", name), autocommit=True)
            except psycopg.OperationalError as error:
                last = error
        said = str(last).strip().split("\n")[0]
        raise Misconfigured(
            f"The database server of DATABASE_URL does not answer: {said}"
        ) from last

    def ensure_roles(self) -> None:
        """Create the three roles, unless they are there and let us in already."""
        if self._lets_in("app") and self._lets_in("maintain"):
            return
        names = (LOGINS["app"], LOGINS["maintain"])
        passwords = {name: self.env.secret(f"{name}.password") for name in names}
        with self.connect() as connection:
            grants.make_roles(connection, passwords)

    def ensure_database(self, name: str, *, mode: str = "", template: str = "") -> bool:
        """Create the database with its rights when missing; whether it was new."""
        with self.connect() as server:
            new = grants.make_database(server, name, mode=mode, template=template)
            if mode:
                grants.check_mode(server, name, mode)
        if new:
            with self.connect(name) as inside:
                grants.grant(inside)
        return new

    def drop_database(self, name: str) -> None:
        """Remove the database and everything in it."""
        with self.connect() as server:
            grants.remove_database(server, name)

    def _lets_in(self, role: str) -> bool:
        try:
            with psycopg.connect(**self.env.dsn(role)):  # type: ignore[arg-type]
                return True
        except psycopg.OperationalError:
            return False


def server(env: Environment) -> Cluster | External:
    """The database server of this house: the embedded one, or the one it was told to use."""
    return cluster(env) if env.embedded else External(env)
