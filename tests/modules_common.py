"""Modules that nobody has read, as they are installed beside this one: what they add to models."""

from .builders.made_models import MadeModels
from .builders.running import RunningCommon


class ModulesCommon(MadeModels, RunningCommon):
    """Runs over contacts while a test has such a class in the registry."""

    def _raw(self, record):
        """Return a record's row as PostgreSQL writes it."""
        self.env.flush_all()
        self.env.cr.execute(
            f"SELECT record::text FROM {record._table} record WHERE id = %s", [record.id])
        return self.env.cr.fetchone()[0]
