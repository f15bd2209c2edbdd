"""Models and columns of modules that nobody has read, made for a test: the one way there is."""

from unittest.mock import patch

from odoo.orm.model_classes import add_to_registry


class MadeModels:
    """Takes classes into the registry and out of it again; their tables and columns go with the
    transaction. For test cases of Odoo, before the class that has ``env``.

    :cvar definitions: classes there as long as the test case runs, in the order in which they can
        be made; each has ``_module = None`` and a ``_name``
    """

    definitions = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.definitions:
            cls._make_models(cls.definitions, cls.addClassCleanup)

    @classmethod
    def _names(cls):
        """Return the names of the models that the definitions make or extend."""
        return list(dict.fromkeys(definition._name for definition in cls.definitions))

    def _install(self, definition, addon="x_odd", stored=True):
        """Have the registry use a class for one test, as if this addon brought it.

        :param bool stored: whether it brings columns
        """
        definition.__module__ = f"odoo.addons.{addon}.models"
        self._make_models([definition], self.addCleanup, stored)
        self.env.invalidate_all()

    @classmethod
    def _make_models(cls, definitions, cleanup, stored=True):
        registry, cr = cls.registry, cls.env.cr
        names = list(dict.fromkeys(definition._name for definition in definitions))
        before = {name: registry[name]._base_classes__ if name in registry else None
                  for name in names}
        cleanup(cls._remove_models, before)
        for definition in definitions:
            add_to_registry(registry, definition)
        registry._setup_models__(cr, names)
        if stored:
            # no module brings them, and Odoo notes tables of links by module
            with patch.object(type(cls.env["ir.model.relation"]), "_reflect_relation",
                              lambda *_args: None):
                registry.init_models(cr, names, {"module": "base"})
        registry.clear_all_caches()

    @classmethod
    def _remove_models(cls, before):
        """Take the classes out again; the transaction takes the tables back."""
        registry = cls.registry
        for name, classes in before.items():
            if classes is None:
                del registry[name]
            else:
                registry[name]._base_classes__ = classes
        # a model that is gone may have been linked to from anywhere
        registry._setup_models__(cls.env.cr, list(before) if all(before.values()) else None)
        registry._ordinary_tables = None
        registry.registry_invalidated = False
        registry.clear_all_caches()
