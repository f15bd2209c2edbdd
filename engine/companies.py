"""Companies: whose people somebody's act may reach, and of which company a record is.

What a contact without a company is, is shared. What is done about it is done for every company
that has records of it: by somebody who may act for all of them, or by nobody.
"""

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tools import SQL

#: links that say of which company a record is, the record's own word first
OWN = ("company_id", "record_company_id")
#: so many records lie between one and that whose company it shares (a tracked value, its message,
#: the document of that)
DEPTH = 3
#: what a record belongs to is none of these
NO_OWNER = frozenset({"res.users", "res.company"})
#: the link to the contact whose record it is, where it says nothing else
CONTACT = "partner_id"

# === WHO ACTS === #


def reach_of(env):
    """Return the ids of the companies whose people the caller may act on; None: of every company.

    Those that are switched on, and that Odoo lets the user switch on: what a context names beside
    them is refused (``odoo/orm/environments.py``).

    :raise AccessError: where the context names another company
    """
    return None if env.su else list(env.companies.ids)


def narrower(one, other):
    """Return what two reaches have in common, each as :func:`reach_of` says it; a stored one may
    be False.
    """
    if one in (None, False) or other is None:
        return other if one in (None, False) else one
    return sorted({*one} & {*other})


def others(env, reach):
    """Whether there are companies beyond a reach."""
    if reach is None:
        return False
    ((some,),) = env.execute_query(SQL(
        "SELECT EXISTS (SELECT FROM res_company WHERE id != ALL(%s))", reach))
    return some


def beyond(env, model_name, ids):
    """Return those of the ids of a model's records that are of a company which the user has not
    switched on; of what the superuser asks in nobody's name, none.
    """
    reach = None if env.uid == SUPERUSER_ID else env(su=False).companies.ids
    if not others(env, reach):
        return set()
    return {record for record, company in RecordCompanies(env).of(model_name, ids).items()
            if company not in reach}


def check_records(env, model_name, ids):
    """Refuse records that are another company's.

    :raise AccessError: where one of them is beyond the companies that the user has switched on
    """
    theirs = set() if env.su else beyond(env, model_name, ids)
    if theirs:
        raise AccessError(env._(
            "These records are of a company that you do not act for: %(model)s %(ids)s.",
            model=model_name, ids=", ".join(map(str, sorted(theirs)[:10]))))


def check_contacts(env, partners):
    """Refuse contacts that are another company's.

    :raise AccessError: where one of them is beyond the caller's reach
    """
    reach = reach_of(env)
    if reach is None:
        return
    theirs = partners.sudo().with_context(active_test=False).filtered(
        lambda partner: partner.company_id and partner.company_id.id not in reach)
    if theirs:
        raise AccessError(env._(
            "These contacts are of a company that you do not act for: %s.",
            ", ".join(map(str, theirs.ids[:10]))))


def visible_runs(env):
    """Return the domain of the runs that the user sees: all of their companies are theirs.

    The record rule on ``privacy.run`` says the same, and is what asks for this; so the superuser
    in whose name a rule is evaluated is no reason to see more.
    """
    return [("company_ids", "not any", [("id", "not in", env.companies.ids)])]


def controller(company):
    """Return the ids of the companies that answer as one controller: a company and its branches.

    :param res.company company: one, or none yet: nobody's records are another's then
    """
    return company.sudo().search([("id", "child_of", company.ids)]).ids if company else None


# === OF WHICH COMPANY A RECORD IS === #


class RecordCompanies:
    """Says of records of any model of which company each is.

    A record says so itself, or is of the company of what it hangs on (a message on an invoice),
    of what it is a part of (a line), or else of the contact that it names. One that says nothing is
    shared. The number of queries depends on the models.
    """

    def __init__(self, env, wide=False):
        """:param bool wide: any contact that a record names says its company, not its own alone"""
        self.env, self._wide = env(su=True), wide

    def of(self, model_name, ids):
        """Return {record id: company id} of those of a model that have one."""
        found = self.sql(model_name, SQL("SELECT unnest(%s::int[])", sorted(ids)))
        return dict(self.env.execute_query(found)) if ids and found else {}

    def sql(self, model_name, ids):
        """Return SQL of (record, company_id), a row of each that has one; None where no record of
        the model can have any.

        :param SQL ids: SELECT of the records' ids
        """
        model = self.env.get(model_name)
        ways = [] if model is None else self._ways(model, ids, DEPTH)
        if not ways:
            return None
        return SQL(
            """SELECT DISTINCT ON (record) record, company_id FROM (%s) way
                WHERE company_id IS NOT NULL ORDER BY record, rank""",
            SQL(" UNION ALL ").join(
                SQL("SELECT %s AS rank, record, company_id FROM (%s) each", rank, way)
                for rank, way in enumerate(ways)))

    def _ways(self, model, ids, depth):
        """Return SELECTs of (record, company_id), the one that is believed first."""
        if model._abstract or model._transient or not model._auto or not depth:
            return []
        table, ways = SQL.identifier(model._table), []
        name = own_company(model)
        if name:
            ways.append(SQL("SELECT id AS record, %s AS company_id FROM %s WHERE id IN (%s)",
                            SQL.identifier(name), table, ids))
        if model._name == "res.partner":
            return ways
        for link, comodel, where in self._owners(model, ids):
            owner = SQL("SELECT %s FROM %s WHERE id IN (%s) AND %s", link, table, ids, where)
            ways += [
                SQL("""SELECT part.id AS record, owner.company_id FROM %s part
                         JOIN (%s) owner ON owner.record = part.%s
                        WHERE part.id IN (%s) AND %s""", table, way, link, ids, where)
                for way in self._ways(self.env[comodel], owner, depth - 1)]
        return ways

    def _owners(self, model, ids):
        """Yield (column, model that it leads to, condition) of what records of a model hang on,
        are a part of, or are about.
        """
        fields = [field for field in model._fields.values() if stored(field)]
        for field in fields:
            by = field.type == "many2one_reference" and model._fields.get(field.model_field)
            if by and stored(by):
                for name in self._targets(model, by, ids):
                    yield SQL.identifier(field.name), name, SQL(
                        "%s = %s", SQL.identifier(by.name), name)
        links = [field for field in fields
                 if field.type == "many2one" and field.comodel_name not in NO_OWNER]
        parts = [field for field in links if field.required and field.ondelete == "cascade"]
        contact = [field for field in links if field not in parts
                   and field.comodel_name == "res.partner"
                   and (self._wide or field.name == CONTACT)]
        for field in (*parts, *contact):
            yield SQL.identifier(field.name), field.comodel_name, SQL("TRUE")

    def _targets(self, model, field, ids):
        """Return the models that records of this one hang on."""
        rows = self.env.execute_query(SQL(
            "SELECT DISTINCT %s FROM %s WHERE id IN (%s)", SQL.identifier(field.name),
            SQL.identifier(model._table), ids))
        return sorted(name for (name,) in rows if name in self.env)


def own_company(model):
    """Return the field in which records of a model say their company, or None."""
    for name in OWN:
        field = model._fields.get(name)
        if field is not None and field.comodel_name == "res.company" and stored(field):
            return name
    return None


def stored(field):
    """Whether a field is a column of its model's own table."""
    return bool(field.store and field.column_type and not field.company_dependent)
