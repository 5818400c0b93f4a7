from types import SimpleNamespace
from uuid import uuid4

import pytest


@pytest.fixture
def somebody_acting():
    return SimpleNamespace(pk=uuid4(), kind="person", label="Somebody")
