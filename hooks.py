"""What happens once: after installation, and when the module goes."""

import logging

from odoo.api import SUPERUSER_ID, Environment

from .engine.clocks.refresh import Refresh
from .engine.clocks.staff import Staff
from .engine.contactless.missing_key import FINGERPRINT, MissingKey
from .engine.evidence import append_only
from .engine.evidence.export import export_file
from .engine.notices.tasks import ACTIVITY
from .engine.runs.erased_files import ErasedFiles
from .engine.runs.queue_job import forget_jobs

_logger = logging.getLogger(__name__)

#: Cloudpepper's identity and the authority to complain to (``doc/policy.md``, P1 and P12)
IDENTITY = {
    "privacy_controller_name": "Cloudpepper BV",
    "privacy_controller_address": "Witte Patersstraat 4, 1040 Brussels, Belgium",
    "privacy_controller_registry": "BE 0804.323.604",
    "privacy_controller_country": "BE",
    "privacy_email": "privacy@cloudpepper.io",
    "privacy_authority": (
        "Gegevensbeschermingsautoriteit / Autorité de protection des données\n"
        "Drukpersstraat 35, 1000 Brussels, Belgium\n"
        "www.gegevensbeschermingsautoriteit.be"
    ),
}
#: {model: field} where users may have left the name of one of the module's models
NAMING = {
    "ir.filters": "model_id", "ir.exports": "resource", "ir.actions.act_window": "res_model",
    "ir.ui.view": "model",
}


def post_init_hook(env):
    """Seed the identity where a company has none, and start every clock."""
    for company in env["res.company"].search([]):
        own = (company.vat, company.street, company.email, company.privacy_email,
               company.privacy_controller_name)
        if not any(own):
            company.write(IDENTITY)
    Staff(env).remember_earlier()
    Refresh(env).run(full=True)


def uninstall_hook(env):
    """Write the evidence to a file, and leave Odoo as it was.

    Tables and columns go with the models; what is taken away here does not. Where the file
    cannot be written the module stays.
    """
    # a transaction of its own: its first statement is the sealer's lock, so no row is missed
    with env.registry.cursor() as cr:
        path, rows = export_file(Environment(cr, SUPERUSER_ID, {}))
    _logger.info("Privacy: %s rows of evidence written to %s", rows, path)
    # files that are noted and not removed yet: nobody else knows of them
    with env.registry.cursor() as cr:
        ErasedFiles(Environment(cr, SUPERUSER_ID, {})).collect()
    # what was made for people to fetch would outlive the record that guards it
    env["ir.attachment"].search([("res_model", "=", "privacy.package")]).unlink()
    env["privacy.subject.purpose"].search([("id", ">", 0)]).unlink()
    env["ir.config_parameter"].search([
        "|", ("key", "=like", "cloudpepper_privacy.%"), ("key", "=", FINGERPRINT)]).unlink()
    MissingKey(env).take_back()
    forget_jobs(env)
    env["mail.activity"].with_context(active_test=False).search(
        ["|", ("res_model", "in", ("privacy.request", "privacy.breach")),
         ("activity_type_id", "=", env.ref(ACTIVITY).id)]).unlink()
    _forget_models(env)
    append_only.remove(env.cr)


def _forget_models(env):
    """Remove what only names the module's models: nothing else tells Odoo that it goes too."""
    own = [name for name, model in env.registry.items()
           if model._original_module == "cloudpepper_privacy"]
    # keys to our tables on Odoo's: they go with their columns, and Odoo keeps their names
    env["ir.model.constraint"].search([
        ("module.name", "=", "cloudpepper_privacy"), ("type", "=", "f")]).unlink()
    for model, field in NAMING.items():
        records = env[model].sudo().with_context(active_test=False).search([(field, "in", own)])
        named = env["ir.model.data"].search([("model", "=", model), ("res_id", "in", records.ids)])
        (records - records.browse(named.mapped("res_id"))).unlink()
    # other modules' claims on what these models inherit, and on the choices of such fields
    inherits = env["ir.model.inherit"].search([("model_id.model", "in", own)])
    env["ir.model.data"].search([
        ("model", "=", "ir.model.inherit"), ("res_id", "in", inherits.ids),
        ("module", "!=", "cloudpepper_privacy"),
    ]).unlink()
    values = env["ir.model.fields.selection"].search([("field_id.model", "in", own)])
    env["ir.model.data"].search([
        ("model", "=", "ir.model.fields.selection"), ("res_id", "in", values.ids),
        ("module", "!=", "cloudpepper_privacy"),
    ]).unlink()
