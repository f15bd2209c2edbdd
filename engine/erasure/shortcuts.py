"""Named shortcuts in SQL for the heavy models, and what guards them.

A shortcut is taken only while the modules that have a say in the act are those that were read;
any other module, and any patch at run time, sends the records through the ORM, and the run says
so.
"""

from odoo.tools import SQL

from ..plan import unit_sql, units_sql
from .tell import Conditions
from .values import PLACEHOLDER, must_say, stays_as_is

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
    # guards the publishing flag; website_sale computes taxes of open carts anew for another
    # postcode (an old cart stays as it was); partnership acts on a grade that is set, mail_plugin
    # on two fields of its own that are not stored here.
    ("mask", "res.partner"): {"base", "mail", "account", "base_vat", "snailmail", "website",
                              "base_geolocalize", "website_sale", "partnership", "mail_plugin",
                              "cloudpepper_privacy"},
    # crm.lead: crm acts on stage, user, probability and activity; crm_livechat on its channel;
    # website_crm_partner_assign asks what portal users may link to; the fields emptied are none
    # of these
    ("mask", "crm.lead"): {"base", "mail", "crm", "crm_livechat", "website_crm_partner_assign",
                           "cloudpepper_privacy"},
}
#: {(model, field): (computed columns that are empty where it is, modules that compute them)}
DERIVED = {
    ("crm.lead", "email_from"): (
        ("email_normalized", "email_domain_criterion", "email_state"), {"mail", "crm"}),
    ("crm.lead", "phone"): (("phone_sanitized", "phone_state"), {"phone_validation", "crm"}),
}
#: {(model, stored copy of a contact's display name, link): [(model, methods that make it,
#: modules whose methods were read)]}
COPIES = {
    ("account.move", "invoice_partner_display_name", "partner_id"): [
        ("account.move", ("_compute_invoice_partner_display_info",), {"account"}),
        # website and im_livechat act on a context that nobody stores; ours on restricted ones
        ("res.partner", ("_compute_display_name", "_get_complete_name"),
         {"base", "website", "im_livechat", "cloudpepper_privacy"}),
    ],
}
#: methods that compose a contact's names, and the modules whose methods were read
NAMING = ("res.partner", (
    "_get_complete_name", "_compute_complete_name", "_compute_commercial_company_name"), {"base"})


class Shortcuts:
    """What one statement does for a whole set."""

    def __init__(self, env, plan=None):
        self.env, self.plan = env, plan
        self.gateway = env["privacy.gateway"]

    def method(self, unit):
        """Return the shortcut for a unit, or None where the ORM has to do it; links have no
        column that one could empty.
        """
        model_name, act, names = unit
        if (act, model_name) not in REVIEWED or unreviewed(self.env, act, model_name):
            return None
        model = self.env[model_name]
        if act == "mask" and (any(not model._fields[name].column_type for name in names)
                              or self._differ(model, names)):
            return None
        hook = self.gateway._hook(f"fast_{act}", model_name)
        if hook:
            return lambda units: hook(self.plan, units)
        return {"erase": self.erase, "mask": self.mask}[act]

    def _differ(self, model, names):
        """Whether a text must say something, and in no two records the same."""
        spoken = {name for name in names if must_say(model, name)}
        return bool(spoken and Conditions(model).unique & spoken)

    def erase(self, units):
        """Delete the rows, and what Odoo ties to a record without a foreign key."""
        model, steps = self.env[units[0][0]], units_sql(units)
        self.env.flush_all()
        self.env.cr.execute(SQL(
            """DELETE FROM ir_model_data data USING privacy_plan plan
                WHERE data.model = %s AND data.res_id = plan.record AND %s""",
            model._name, steps))
        self.env.cr.execute(SQL(
            """DELETE FROM %s record USING privacy_plan plan
                WHERE record.id = plan.record AND %s""",
            SQL.identifier(model._table), steps))
        self.env.invalidate_all(flush=False)

    def mask(self, units):
        """Empty columns by one statement, and let everything computed from them follow."""
        model = self.env[units[0][0]]
        self.env.flush_all()
        columns = masked_columns(self.env, units)
        flags = SQL(", ").join(
            SQL("bool_or(plan.fields = %s) AS %s", ",".join(names), SQL.identifier(f"unit_{n}"))
            for n, (_model, _act, names) in enumerate(units)
        )
        self.env.cr.execute(SQL(
            """UPDATE %s record SET %s, write_date = now() AT TIME ZONE 'UTC'
                 FROM (SELECT plan.record, %s FROM privacy_plan plan WHERE %s
                        GROUP BY plan.record) step
                WHERE record.id = step.record""",
            SQL.identifier(model._table),
            SQL(", ").join(
                SQL("%(c)s = CASE WHEN %(due)s THEN %(value)s ELSE record.%(c)s END",
                    c=SQL.identifier(name), value=value,
                    due=SQL(" OR ").join(SQL.identifier("step", f"unit_{n}") for n in which))
                for name, (value, which) in columns.items()),
            flags, units_sql(units)))
        self._follow(model, units, columns)

    def _follow(self, model, units, columns):
        """Recompute what depends on columns that one statement emptied."""
        model.browse(self.plan.records(*units)).invalidate_recordset(list(columns), flush=False)
        written = [(list(masked_columns(self.env, [unit])),
                    model.browse(self.plan.records(unit))) for unit in units]
        with self.env.protecting([
            *(([model._fields[name] for name in names], records) for names, records in written),
            *((stays_as_is(records), records) for _names, records in written),
        ]):
            for names, records in written:
                records.modified(names)
            self.env.flush_all()

    def mask_messages(self, units):
        """Own words: the row and its author stay, the author being an anonymised contact."""
        self.env.flush_all()
        for unit in units:
            steps = unit_sql(unit)
            self.env.cr.execute(SQL(
                "UPDATE mail_message record SET %s FROM privacy_plan plan "
                "WHERE record.id = plan.record AND %s",
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in unit[2]),
                steps))
            drop_translations(self.env, unit)
        self.env["mail.message"].invalidate_model(
            sorted({name for unit in units for name in unit[2]}), flush=False)

    def files_of_messages(self, units):
        """Return the files of messages that nothing else has: standalone mails' own."""
        rows = self.env.execute_query(SQL(
            """SELECT a.id FROM ir_attachment a JOIN privacy_plan plan
                   ON a.res_model = 'mail.message' AND a.res_id = plan.record
                WHERE %s""", units_sql(units)))
        return self.env["ir.attachment"].browse([record for (record,) in rows])


# === WHAT WAS READ === #

def unreviewed(env, act, model_name):
    """Return the names of the modules that have an unread say in an act, sorted.

    Read from the classes each time: a patch may come at any moment.
    """
    found = set()
    for definition in type(env[model_name]).mro():
        has_a_part = any(name in vars(definition) for name in VERBS[act])
        if has_a_part or act == "erase" and any(
                hasattr(method, "_ondelete") for method in vars(definition).values()):
            found.add(_module(definition))
    return tuple(sorted(found - REVIEWED[act, model_name]))


def fallbacks(env):
    """Return [{model, act, modules}] of the shortcuts that are not taken in this database.

    Beside the acts of the map: "name", composing a contact's names, and "copy", composing the
    copies that documents keep of them.
    """
    shortcuts = [
        *((model, act, unreviewed(env, act, model)) for act, model in sorted(REVIEWED)
          if model in env),
        ("res.partner", "name", unread(env, NAMING)),
        *((model, "copy", unread(env, *readers))
          for (model, _name, _link), readers in COPIES.items() if model in env),
    ]
    return [{"model": model, "act": act, "modules": list(modules)}
            for model, act, modules in shortcuts if modules]


def unread(env, *readers):
    """Return the modules that define one of these methods and were not read, sorted.

    :param readers: tuples of (model, methods, modules that were read)
    """
    return tuple(sorted(set().union(*(
        defined_in(env, model, *methods) - read for model, methods, read in readers))))


def defined_in(env, model_name, *names):
    """Return the modules whose code defines any of these methods of a model."""
    return {_module(definition) for definition in type(env[model_name]).mro()
            if any(name in vars(definition) for name in names)}


def _module(definition):
    """Return the addon that defines a class; "base" for the framework, "?" for a patch."""
    parts = definition.__module__.split(".")
    if parts[:2] == ["odoo", "addons"]:
        return parts[2]
    if parts[0] == "odoo":
        return "base" if definition.__name__ in ("BaseModel", "Base", "Model") else "?"
    return parts[0]


# === WHAT FOLLOWS FROM WHAT === #

def masked_columns(env, units):
    """Return {column: (SQL of the empty value, numbers of the units that empty it)}."""
    columns, model = {}, env[units[0][0]]
    for number, (_model, _act, names) in enumerate(units):
        derived = [name for source in names for name in _derived(env, model._name, source)]
        for name in (*names, *derived):
            value = SQL("%s", PLACEHOLDER) if model._fields[name].required else SQL("NULL")
            columns.setdefault(name, (value, []))[1].append(number)
    return columns


def _derived(env, model_name, source):
    """Return the computed columns that are empty wherever ``source`` is, as was read."""
    fields = env[model_name]._fields
    names, modules = DERIVED.get((model_name, source), ((), set()))
    return [name for name in names if name in fields and fields[name].store
            and defined_in(env, model_name, fields[name].compute) <= modules]


def update_copies(env, partners):
    """Bring the copies of these contacts' names up to date, a statement for each column.

    Of contacts below another one the display name names that one too: Odoo composes it.

    :return: list of ([field], records that hold the copy)
    """
    done = []
    for (model_name, name, link), readers in COPIES.items():
        if model_name not in env or unread(env, *readers):
            continue
        model = env[model_name]
        rows = env.execute_query(SQL(
            """UPDATE %(table)s record SET %(name)s = partner.complete_name
                 FROM res_partner partner
                WHERE partner.id = record.%(link)s AND partner.id = ANY(%(ids)s)
                  AND partner.parent_id IS NULL
            RETURNING record.id""",
            table=SQL.identifier(model._table), name=SQL.identifier(name),
            link=SQL.identifier(link), ids=partners.ids))
        records = model.browse([record for (record,) in rows])
        records.invalidate_recordset([name], flush=False)
        done.append(([model._fields[name]], records))
    return done


def drop_translations(env, unit):
    """Translations repeat the text of a message: they are made again when somebody asks."""
    env.cr.execute(SQL(
        """DELETE FROM mail_message_translation record USING privacy_plan plan
            WHERE record.message_id = plan.record AND %s""", unit_sql(unit)))
    env["mail.message.translation"].invalidate_model(flush=False)
