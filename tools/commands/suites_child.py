"""Odoo, whose test runner takes the tests of installation time when everything is installed.

Odoo runs a module's `at_install` tests as soon as that module is loaded. The addon needs the
modules under test, is loaded after them, and would never meet those tests.
"""
from odoo.cli.command import main
from odoo.tests import common, loader

# A tour that waits longer on a busy machine is no other tour.
PATIENCE = 5
make_suite = loader.make_suite
browser_js = common.HttpCase.browser_js


def after_loading(module_names, position="at_install"):
    """No test while modules are loaded; then those of both positions."""
    if position == "at_install":
        return loader.OdooSuite()
    return loader.OdooSuite([*make_suite(module_names, "at_install"),
                             *make_suite(module_names, "post_install")])


def patient(self, *arguments, timeout=60, **options):
    """Odoo's own, with more time before it gives up."""
    return browser_js(self, *arguments, timeout=timeout * PATIENCE, **options)


if __name__ == "__main__":
    loader.make_suite = after_loading
    common.HttpCase.browser_js = patient
    main()
