"""Adding to the evidence: sets of rows, unchained, so that many workers write at once."""

import json

from odoo.tools import SQL

#: company of what several companies share, or may: whoever sees its run may read it
SEVERAL = -1


def of_run(run):
    """Return SQL of the company of what is filed of a run as a whole: the only one that has records
    of its contacts.

    :param SQL run: id of a privacy.run, or NULL
    """
    return SQL(
        """CASE WHEN %(run)s IS NOT NULL THEN (
                SELECT CASE count(*) WHEN 1 THEN min(res_company_id) ELSE %(several)s END
                  FROM privacy_run_res_company_rel WHERE privacy_run_id = %(run)s) END""",
        several=SEVERAL, run=run)


def record(env, rows):
    """Add rows: dicts of act, run, batch, partner, rules, counts, digest, company.

    The company is that of the contact, of the request that the counts name, or of the run; where
    nothing says so, the row is everybody's.
    """
    env.cr.execute(
        SQL(
            """INSERT INTO privacy_evidence (at, act, run_ref, batch, partner_ref,
                      partner_created, rule_refs, counts, digest, uid_ref, company_ref)
               SELECT now() AT TIME ZONE 'UTC', new.act, new.run, new.batch, new.partner,
                      partner.create_date, new.rules, new.counts, new.digest, %s,
                      COALESCE(new.company, request.company_id, partner.company_id,
                               contactless.company_id, %s)
                 FROM jsonb_to_recordset(%s::jsonb) AS new (
                      act varchar, run int, batch int, partner int, rules jsonb,
                      counts jsonb, digest varchar, company int)
                 LEFT JOIN res_partner partner ON partner.id = new.partner
                 LEFT JOIN privacy_contactless contactless ON contactless.id = -new.partner
                 LEFT JOIN privacy_request request ON request.id = CASE
                      WHEN jsonb_typeof(new.counts -> 'request') = 'number'
                      THEN (new.counts ->> 'request')::int END""",
            env.uid, of_run(SQL("new.run")), json.dumps(rows),
        )
    )
    env["privacy.evidence"].invalidate_model(flush=False)


def record_items(env, item_ids):
    """Add one row for each subject of a batch, from what its item says.

    The batch's number is that of its first item: no counter that two workers share. Who has no
    contact is known by the keyed hash of the address, which a restored backup is matched by.
    """
    env.cr.execute(
        SQL(
            """INSERT INTO privacy_evidence (at, act, run_ref, batch, partner_ref,
                      partner_created, rule_refs, counts, digest, uid_ref, company_ref)
               SELECT now() AT TIME ZONE 'UTC', 'batch', item.run_id, %s, item.partner_ref,
                      partner.create_date, item.rule_refs,
                      jsonb_build_object('whole', item.whole, 'state', item.state, 'lines',
                          (SELECT COALESCE(jsonb_agg(line - 'until'), '[]')
                             FROM jsonb_array_elements(COALESCE(item.detail, '[]')) line))
                      || CASE WHEN contactless.id IS NULL THEN '{}'::jsonb ELSE
                              jsonb_build_object('address_key', contactless.key) END,
                      item.digest, %s, COALESCE(item.company_id, %s)
                 FROM privacy_run_item item
                 LEFT JOIN res_partner partner ON partner.id = item.partner_ref
                 LEFT JOIN privacy_contactless contactless ON contactless.id = item.contactless_id
                WHERE item.id = ANY(%s) ORDER BY item.id""",
            min(item_ids), env.uid, of_run(SQL(
                "(SELECT run_id FROM privacy_run_item WHERE id = %s)", min(item_ids))),
            list(item_ids),
        )
    )
    env["privacy.evidence"].invalidate_model(flush=False)


def record_proof(env, run):
    """Add one row for each subject that went as a whole: what the proof saw of it."""
    env.cr.execute(
        SQL(
            """INSERT INTO privacy_evidence (at, act, run_ref, partner_ref, partner_created,
                      rule_refs, counts, digest, uid_ref, company_ref)
               SELECT now() AT TIME ZONE 'UTC', 'proof', item.run_id, item.partner_ref,
                      partner.create_date, item.rule_refs,
                      jsonb_build_object('state', item.state, 'identifiers', item.identifiers,
                          'shared', item.shared, 'verdict', item.verdict,
                          'because', item.verdict_reasons, 'left',
                          (SELECT COALESCE(jsonb_agg(line - 'ids'), '[]')
                             FROM jsonb_array_elements(COALESCE(item.residue, '[]')) line)),
                      item.digest, %s, COALESCE(item.company_id, %s)
                 FROM privacy_run_item item
                 LEFT JOIN res_partner partner ON partner.id = item.partner_ref
                WHERE item.run_id = %s AND item.whole AND item.shared IS NOT NULL
                ORDER BY item.id""",
            env.uid, of_run(SQL("%s", run.id)), run.id,
        )
    )
    env["privacy.evidence"].invalidate_model(flush=False)
