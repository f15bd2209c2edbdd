"""The company and the people that every class of tests starts from, made once and kept in the
database of ``bin/test``: making them takes a class longer than most of its tests take.

Odoo's own runner, which comes to databases of others, makes them in each class and leaves nothing.
"""

import hashlib
import inspect
import json
import os

from odoo import api
from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.base.tests.common import BaseCommon
from odoo.addons.product.tests.common import ProductCommon
from odoo.addons.uom.tests.common import UomCommon
from odoo.models import BaseModel
from odoo.modules.registry import Registry
from odoo.tests import freeze_time
from odoo.tests.common import get_db_name

#: set by ``bin/test``, whose databases are nobody else's
VARIABLE = "PRIVACY_TESTS_KEEP_WORLD"
KEY = "privacy_tests.world"
#: what is laid out instead of what these make
MADE_BY = (AccountTestInvoicingCommon, ProductCommon, UomCommon)


def lay_out(cls, common, moment):
    """Give a class what is kept, made before if it is not there yet; return whether it has it.

    :param cls: the class of tests that is being set up
    :param common: the class whose ``_make_world`` says what there is
    :param str moment: on which day it is made
    """
    if not os.environ.get(VARIABLE) or _others_between(cls, common):
        return False
    kept = _kept(common) or _make(common, moment)
    super(BaseCommon, cls).setUpClass()
    cls.env = cls.env(user=kept["uid"], su=True, context=kept["context"])
    for name, value in kept["attributes"].items():
        setattr(cls, name, _read(cls.env, value))
    return True


def _others_between(cls, common):
    order = cls.__mro__
    between = order[order.index(common) + 1:order.index(BaseCommon)]
    return set(between) != set(MADE_BY)


def _version(common):
    return hashlib.sha256(inspect.getsource(common).encode()).hexdigest()


def _kept(common):
    with Registry(get_db_name()).cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        kept = json.loads(env["ir.config_parameter"].get_param(KEY) or "{}")
    return kept if kept.get("version") == _version(common) else None


def _make(common, moment):
    """Make it as a class without tests does, and commit."""
    made = type("World", (common,), {"_makes_world": True})
    try:
        with freeze_time(moment):
            made.setUpClass()
            env = made.env
            kept = {
                "version": _version(common), "uid": env.uid, "context": dict(env.context),
                "attributes": {name: _written(value) for name, value in vars(made).items()
                               if _is_kept(value)},
            }
            env["ir.config_parameter"].set_param(KEY, json.dumps(kept))
            env.flush_all()
            # a test's own cursor refuses to
            type(env.cr).commit(env.cr)
    finally:
        made.doClassCleanups()
    return kept


def _is_kept(value):
    if isinstance(value, dict):
        return bool(value) and all(isinstance(each, BaseModel) for each in value.values())
    return isinstance(value, BaseModel)


def _written(value):
    if isinstance(value, dict):
        return {key: _written(each) for key, each in value.items()}
    return [value._name, value.ids]


def _read(env, value):
    if isinstance(value, dict):
        return {key: _read(env, each) for key, each in value.items()}
    model, ids = value
    return env[model].browse(ids)
