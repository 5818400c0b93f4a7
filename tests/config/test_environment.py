"""What the house is told from outside, and the sentence when it cannot follow."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hearth.config.environment import Environment, Misconfigured, environment, secret


@pytest.fixture
def told(monkeypatch, tmp_path):
    """Set variables and read them as a fresh process would."""

    def tell(**variables: str) -> Environment:
        for name in (
            "HOST",
            "PORT",
            "DATABASE_URL",
            "HEARTH_MODE",
            "HEARTH_DB_NAME",
            "HEARTH_DB_ROLE",
        ):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"HEARTH_DATA": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        return environment.__wrapped__()

    return tell


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"PORT": "http"}, "PORT must be a number"),
        ({"PORT": "70000"}, "PORT must be a number"),
        ({"HEARTH_DEMO_ZONE": "Iowa"}, "HEARTH_DEMO_ZONE must be a time zone"),
        ({"HEARTH_MODE": "try"}, "HEARTH_MODE must be demo or real"),
        ({"HEARTH_DB_ROLE": "root"}, "HEARTH_DB_ROLE must be one of"),
    ],
)
def test_what_cannot_be_followed_is_one_sentence(told, variables, says):
    with pytest.raises(Misconfigured, match=says) as caught:
        told(**variables)
    assert "\n" not in str(caught.value)


def test_another_database_than_postgresql_is_refused(told):
    with pytest.raises(Misconfigured, match="must name a PostgreSQL server"):
        told(DATABASE_URL="mysql://root@db/hearth").database()


def test_a_demonstration_has_a_database_of_its_own(told):
    assert told(HEARTH_MODE="demo").database_name == "hearth_demo"
    assert told(HEARTH_MODE="real").database_name == "hearth"
    url = "postgresql://admin:x@db.example:5433/maple?sslmode=require"
    assert told(HEARTH_MODE="demo", DATABASE_URL=url).database_name == "maple_demo"
    assert told(HEARTH_MODE="real", DATABASE_URL=url).database_name == "maple"


def test_the_folder_remembers_its_mode(told, tmp_path):
    (tmp_path / "mode").write_text("real\n")
    assert told().mode == "real"
    assert told(HEARTH_MODE="demo").mode == "demo"


def test_the_serving_role_pools_and_the_owner_signs_in_as_maintain(told):
    env = told()
    assert env.database("app")["OPTIONS"]["pool"]
    owner = env.database("owner")
    assert owner["USER"] == "hearth_maintain"
    assert owner["OPTIONS"]["options"] == "-c role=hearth_owner"
    assert "pool" not in owner["OPTIONS"]


def test_a_url_keeps_its_own_options(told):
    env = told(DATABASE_URL="postgresql://admin:p%40ss@db.example:5433/maple?sslmode=require")
    assert env.database("super")["PASSWORD"] == "p@ss"
    assert env.database("app")["USER"] == "hearth_app"
    assert env.dsn("app")["sslmode"] == "require"


def test_plain_http_only_on_this_machine_itself(told):
    assert not told(HOST="127.0.0.1").https
    assert not told(HOST="localhost").https
    assert told(HOST="0.0.0.0").https
    assert not told(HOST="0.0.0.0", HEARTH_PROXY="1").https


def test_secrets_are_readable_by_their_owner_alone(tmp_path):
    secret(tmp_path, "django-secret-key")
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "secrets" / "django-secret-key").stat().st_mode) == 0o600


def test_two_processes_that_make_a_secret_at_once_agree(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: secret(tmp_path, "one"), range(24)))
    assert len(made) == 1
    assert os.listdir(tmp_path / "secrets") == ["one"]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Misconfigured, match="cannot write to its folder"):
        secret(tmp_path / "file" / "hearth", "one")


def test_a_deep_folder_listens_at_a_short_address(told, tmp_path):
    env = told(HEARTH_DATA=str(tmp_path / ("deep" * 30)))
    assert not env.sockets.is_relative_to(env.folder)
    assert len(str(env.sockets / ".s.PGSQL.5432.lock")) < 107
    assert env.sockets != told(HEARTH_DATA=str(tmp_path / ("deer" * 30))).sockets
    assert Path(told(HEARTH_DATA="/tmp/h").sockets) == Path("/tmp/h/run")
