"""Modules that nobody has read, as they are installed beside this one: what they add to models."""

from odoo.orm.model_classes import add_to_registry

from .common import PrivacyCommon


class ModulesCommon(PrivacyCommon):
    """Takes classes into the registry for a test, and out of it again."""

    def _install(self, definition, addon="x_odd"):
        """Have the registry use a class as if this addon brought it, with its columns."""
        name = definition._name
        definition.__module__ = f"odoo.addons.{addon}.models"
        old = self.registry.models.get(name)
        before = old._base_classes__ if old else None
        self.addCleanup(self._uninstall, name, before)
        add_to_registry(self.registry, definition)
        self.registry._setup_models__(self.env.cr, [name])
        self.registry.init_models(self.env.cr, [name], {"module": "base"})
        self.env.registry.clear_cache()
        self.env.invalidate_all()

    def _uninstall(self, name, before):
        """Take the class out again; the transaction takes the columns back."""
        if before is None:
            del self.registry[name]
        else:
            self.registry[name]._base_classes__ = before
        self.registry._setup_models__(self.env.cr, [name] if before else [])
        self.registry._ordinary_tables = None
        self.registry.registry_invalidated = False
        self.registry.clear_cache()

    def _run(self, contacts):
        run = self.runs.preview(contacts)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        return run

    def _raw(self, record):
        """Return a record's row as PostgreSQL writes it."""
        self.env.flush_all()
        self.env.cr.execute(
            f"SELECT record::text FROM {record._table} record WHERE id = %s", [record.id])
        return self.env.cr.fetchone()[0]
