"""Subjects without a contact in a plan: the addresses that lead to them, and what identifies them.
"""

from odoo.tools import SQL

from ...core.identity.identifiers import full_names, identifiers_of
from .. import scratch
from .addresses import Addresses

#: fields of a record that hold a number of whoever it is of
PHONES = ("phone", "phone_sanitized", "mobile", "partner_phone", "partner_mobile", "contact_phone")
#: the address, or the number, of each subject without a contact of a plan
OWN_ADDRESSES = SQL(
    """(SELECT -known.id AS partner_id,
               min(found.address) FILTER (WHERE found.kind = 'email') AS email,
               min('+' || found.address) FILTER (WHERE found.kind = 'phone') AS phone
          FROM privacy_address found
          JOIN privacy_contactless known ON known.key = found.key AND known.erased_on IS NULL
         GROUP BY known.id)""")


def fill_addresses(env, records, key):
    """Fill ``privacy_address`` with what records say of whose they are.

    An address that a living contact has by now is nobody's here.

    :param dict records: {model: ids}, see :func:`records_of_items` and :func:`records_of`
    :param bytes key: the secret of their keys; without it they are nobody's
    """
    if records and key:
        Addresses(env, key).fill(records)
    else:
        scratch.create(env.cr, scratch.ADDRESS)


def records_of(subjects):
    """Return {model: ids} of the records that stand for subjects without a contact."""
    records = {}
    for subject in subjects:
        records.setdefault(subject.model, set()).add(subject.res_id)
    return records


def records_of_items(env, run, item_ids):
    """Return {model: ids} of records that tell the addresses of items' subjects: the one that
    stands for each, and where the run has met them.
    """
    rows = env.execute_query(SQL(
        """SELECT subject.model, subject.res_id FROM privacy_run_item item
             JOIN privacy_contactless subject ON subject.id = item.contactless_id
            WHERE item.id = ANY(%(items)s)
            UNION
           SELECT map.model_name, place.record FROM privacy_run_item item
             JOIN privacy_run_place place ON place.partner_ref = item.partner_ref
              AND place.run_ref = %(run)s
             JOIN privacy_map map ON map.id = place.entry
            WHERE item.id = ANY(%(items)s) AND item.contactless_id IS NOT NULL""",
        items=list(item_ids), run=run.id))
    records = {}
    for model, record in rows:
        records.setdefault(model, set()).add(record)
    return records


def identities(env):
    """Return {minus the id: identifiers} of the subjects without a contact of a plan: addresses
    and names, and the numbers, streets and VAT numbers that stand on their records.

    Names under an address that many share are nobody's, and so are those of several people beside
    the addresses of several.
    """
    rows = env.execute_query(SQL(
        """SELECT subject.partner_id, subject.email, subject.phone,
                  array_agg(DISTINCT found.name) FILTER (
                      WHERE known.many_names IS NOT TRUE AND NOT found.several),
                  array_agg(DISTINCT found.name) FILTER (
                      WHERE known.many_names IS NOT TRUE AND found.several),
                  array_agg(DISTINCT found.model) FILTER (
                      WHERE known.many_names IS NOT TRUE AND NOT found.several)
             FROM privacy_subject subject
             JOIN privacy_contactless known ON known.id = -subject.partner_id
             JOIN privacy_address found ON found.key = known.key
            WHERE subject.partner_id < 0
            GROUP BY subject.partner_id, subject.email, subject.phone
            ORDER BY subject.partner_id"""))
    models = {model for *_known, of_one in rows for model in of_one or ()}
    told = {}
    for model in sorted(models & env.registry.models.keys()):
        for subject, found in _told_by(env[model]):
            told[subject] = (*told.get(subject, ()), *found)
    return {subject: _identifiers(email, phone, [*(names or ()), *(
                name for name in others or () if len(full_names(name)) < 2)],
                told.get(subject, ()))
            for subject, email, phone, names, others, _models in rows}


def _identifiers(email, phone, names, told):
    found = identifiers_of(email=email, phones=(phone,) if phone else ())
    for name in filter(None, names):
        found += identifiers_of(name=name)
    return tuple(dict.fromkeys((*found, *told)))


def _told_by(model):
    """Yield (minus the id, identifiers) of what each record of a model says of its person beside
    name and mail address.
    """
    model.flush_model()
    phones = [name for name in PHONES if _is_column(model, name)]
    others = [name for name in ("street", "zip", "city", "vat") if _is_column(model, name)]
    if not phones and not others:
        return
    country = model._fields.get("country_id")
    by_country = (country is not None and country.store and country.comodel_name == "res.country")
    rows = model.env.execute_query(SQL(
        """SELECT subject.partner_id, country.code, %s FROM privacy_subject subject
             JOIN privacy_contactless known ON known.id = -subject.partner_id
              AND known.many_names IS NOT TRUE
             JOIN privacy_address found ON found.key = known.key AND NOT found.several
              AND found.model = %s
             JOIN %s record ON record.id = found.record
             LEFT JOIN res_country country ON country.id = %s
            WHERE subject.partner_id < 0 ORDER BY subject.partner_id, record.id""",
        SQL(", ").join(SQL.identifier("record", name) for name in (*phones, *others)), model._name,
        SQL.identifier(model._table),
        SQL("record.country_id") if by_country else SQL("NULL::int")))
    for subject, code, *values in rows:
        yield subject, identifiers_of(
            phones=values[:len(phones)], country=code,
            **dict(zip(others, values[len(phones):], strict=True)))


def _is_column(model, name):
    field = model._fields.get(name)
    return field is not None and field.store and field.type == "char" and not field.translate


def settle(env, today):
    """Close the clocks of subjects without a contact, and say who went; nothing else is known of
    them here. The key stays until the details of runs go: the evidence is matched by it.
    """
    gone = SQL("subject.partner_id NOT IN (SELECT subject FROM privacy_remaining)")
    env.cr.execute(SQL(
        """UPDATE privacy_timer timer SET state = 'done', done_date = %s
             FROM privacy_subject subject, privacy_rule rule, privacy_category category
            WHERE subject.partner_id < 0 AND timer.contactless_id = -subject.partner_id
              AND rule.id = timer.rule_id AND category.id = rule.category_id
              AND timer.state != 'done' AND %s
              AND (rule.action = 'erase' AND category.code = ANY(subject.categories)
                   OR subject.whole AND rule.action IN ('anonymise', 'erase'))""", today, gone))
    env.cr.execute(SQL(
        """UPDATE privacy_contactless known SET erased_on = %s FROM privacy_subject subject
            WHERE subject.whole AND known.id = -subject.partner_id AND %s""", today, gone))
    env.cr.execute(
        """DELETE FROM privacy_subject_purpose tag
            USING privacy_subject subject, privacy_contactless known
            WHERE known.id = -subject.partner_id AND known.erased_on IS NOT NULL
              AND tag.contactless_id = known.id""")
    env.cr.execute(
        """DELETE FROM privacy_disclosure disclosure
            USING privacy_subject subject, privacy_contactless known
            WHERE known.id = -subject.partner_id AND known.erased_on IS NOT NULL
              AND disclosure.contactless_id = known.id""")
