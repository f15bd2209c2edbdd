from odoo import models
from odoo.tools import SQL

from .privacy_gateway import PLACEHOLDER
from .privacy_gateway_decide import OWN_WORDS

#: methods through which a module takes part in a deletion or a change
VERBS = {"erase": ("unlink",), "mask": ("write", "_write", "_write_multi")}
#: {(act, model): modules whose part in it was read, and is done here or does not matter}.
#: mail.message: mail deletes the files of standalone mails (done below) and tells open
#: browsers; account protects the audit trail (a predicate of the plan and below); base hooks of
#: mail delete activities on the record (a message has none).
REVIEWED = {
    ("erase", "mail.message"): {"base", "mail", "account", "cloudpepper_privacy"},
    ("mask", "mail.message"): {"base", "mail", "account", "cloudpepper_privacy"},
    ("erase", "mail.notification"): {"base", "mail", "cloudpepper_privacy"},
    ("erase", "mail.followers"): {"base", "mail", "cloudpepper_privacy"},
    ("erase", "mailing.trace"): {"base", "mail", "mass_mailing", "cloudpepper_privacy"},
    ("erase", "link.tracker.click"): {"base", "mail", "link_tracker", "cloudpepper_privacy"},
    ("erase", "res.users.log"): {"base", "mail", "cloudpepper_privacy"},
    ("erase", "res.device.log"): {"base", "mail", "cloudpepper_privacy"},
    ("erase", "ir.logging"): {"base", "mail", "cloudpepper_privacy"},
    ("erase", "website.track"): {"base", "mail", "website", "cloudpepper_privacy"},
    # res.partner: base pushes addresses up and sideways (the very thing that must not happen),
    # refuses active users (disabled before) and renames bank holders (emptied before); account
    # and base_vat act on parent and import; snailmail rewrites pending letters (in the map);
    # base_geolocalize resets coordinates (emptied here); mail tracks (not wanted); website
    # guards the publishing flag.
    ("mask", "res.partner"): {"base", "mail", "account", "base_vat", "snailmail", "website",
                              "base_geolocalize", "cloudpepper_privacy"},
    # crm.lead: crm acts on stage, user, probability and activity; crm_livechat on its channel;
    # the fields emptied are none of these
    ("mask", "crm.lead"): {"base", "mail", "crm", "crm_livechat", "cloudpepper_privacy"},
}


class PrivacyGateway(models.AbstractModel):
    """Named shortcuts in SQL for the heavy models, and what guards them.

    A shortcut is taken only while the modules that have a say in the deletion are those that
    were read; any other module, and any patch at run time, sends the records through the ORM,
    and the run says so.
    """

    _inherit = "privacy.gateway"

    def _fast_method(self, act, model_name):
        """Return the shortcut for an act on a model, or None where the ORM has to do it."""
        if (act, model_name) not in REVIEWED or self._unreviewed(act, model_name):
            return None
        return self._own_method(f"fast_{act}", model_name) or getattr(self, f"_fast_{act}")

    def _unreviewed(self, act, model_name):
        """Return the names of the modules that have an unread say in an act, sorted.

        Read from the classes each time: a patch may come at any moment.
        """
        found = set()
        for definition in type(self.env[model_name]).mro():
            says = any(name in vars(definition) for name in VERBS[act]) or act == "erase" and any(
                hasattr(method, "_ondelete") for method in vars(definition).values()
            )
            if says:
                found.add(_module(definition))
        return tuple(sorted(found - REVIEWED[act, model_name]))

    def _fallbacks(self):
        """Return [{model, act, modules}] of the shortcuts that are not taken in this database."""
        return [
            {"model": model_name, "act": act, "modules": list(modules)}
            for act, model_name in sorted(REVIEWED) if model_name in self.env
            for modules in [self._unreviewed(act, model_name)] if modules
        ]

    # === SHORTCUTS === #

    def _fast_erase(self, unit):
        """Delete the rows, and what Odoo ties to a record without a foreign key."""
        model = self.env[unit[0]]
        self.env.flush_all()
        steps = self.env["privacy.plan"]._unit_sql(unit)
        self.env.cr.execute(
            SQL(
                """DELETE FROM ir_model_data data USING privacy_plan plan
                    WHERE data.model = %s AND data.res_id = plan.record AND %s""",
                model._name, steps,
            )
        )
        self.env.cr.execute(
            SQL(
                """DELETE FROM %s record USING privacy_plan plan
                    WHERE record.id = plan.record AND %s""",
                SQL.identifier(model._table), steps,
            )
        )
        self.env.invalidate_all(flush=False)

    def _fast_erase_mail_message(self, unit):
        """Messages: files of standalone mails first; protected ones a second time left out."""
        rows = self.env.execute_query(
            SQL(
                """SELECT a.id FROM ir_attachment a JOIN privacy_plan plan
                       ON a.res_model = 'mail.message' AND a.res_id = plan.record
                    WHERE %s""",
                self.env["privacy.plan"]._unit_sql(unit),
            )
        )
        self.env["ir.attachment"].browse([record for (record,) in rows]).unlink()
        if not self.env["privacy.books"]._audit_bypass():
            self.env["privacy.plan"]._keep(
                "mail.message", SQL("plan.record IN (%s)", self._audit_trail_sql()),
                "audit_trail", self._until("mail.message"),
            )
        self._fast_erase(unit)

    def _fast_mask(self, unit):
        """Empty columns by one statement, and let everything computed from them follow."""
        model = self.env[unit[0]]
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE %s record SET %s, write_date = now() AT TIME ZONE 'UTC'
                     FROM privacy_plan plan WHERE record.id = plan.record AND %s""",
                SQL.identifier(model._table),
                SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name),
                        PLACEHOLDER if model._fields[name].required else None)
                    for name in unit[2]),
                self.env["privacy.plan"]._unit_sql(unit),
            )
        )
        records = model.browse(self.env["privacy.plan"]._records(unit))
        records.invalidate_recordset(unit[2], flush=False)
        with self.env.protecting([model._fields[name] for name in unit[2]], records):
            records.modified(unit[2])
            self.env.flush_all()

    def _fast_mask_mail_message(self, unit):
        """Own words: the row and its author stay, the author being an anonymised contact."""
        self.env.flush_all()
        steps = self.env["privacy.plan"]._unit_sql(unit)
        self.env.cr.execute(
            SQL(
                "UPDATE mail_message record SET %s FROM privacy_plan plan "
                "WHERE record.id = plan.record AND %s",
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in unit[2]), steps,
            )
        )
        self.env.cr.execute(
            SQL(
                """DELETE FROM mail_message_translation record USING privacy_plan plan
                    WHERE record.message_id = plan.record AND %s""",
                steps,
            )
        )
        self.env["mail.message"].invalidate_model(list(OWN_WORDS), flush=False)


def _module(definition):
    """Return the addon that defines a class; "base" for the framework, "?" for a patch."""
    parts = definition.__module__.split(".")
    if parts[:2] == ["odoo", "addons"]:
        return parts[2]
    if parts[0] == "odoo":
        return "base" if definition.__name__ in ("BaseModel", "Base", "Model") else "?"
    return parts[0]
