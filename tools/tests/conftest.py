"""What bin/test has set up, for tests that run Odoo in a process of its own."""
import os

import pytest

from tools.environment import odoo, postgres, setup


@pytest.fixture(scope="session")
def environment():
    """Odoo and PostgreSQL as they are in use."""
    names = [name for name in postgres.OWN if os.environ.get(f"TOOLS_{name}")]
    server = postgres.Postgres(
        {name: os.environ[f"TOOLS_{name}"] for name in names}, postgres.programs())
    return setup.Environment(odoo.find(), server)
