"""What a run would do: who is due, and the plan of their records, with nothing acted on."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...core.errors import BadPeriod
from ...core.evidence import plan_digest
from ...core.policy import periods
from ..clocks.refresh import Refresh
from ..companies import check_contacts, narrower, others, reach_of
from ..contactless.address_keys import needed_secret, secret
from ..due import due_sql
from ..entered import ids_of
from ..erasure.batch import make_plan
from ..erasure.concerned import companies_of
from ..erasure.settle import store_items
from ..erasure.sweep import sweep
from ..locate import Locator
from ..plan import Plan
from ..restriction.restriction import Restriction
from ..settings import Settings
from ..subjects import Subjects
from .needed import Needed

#: contacts whose plan is made at once for a preview, which locks nobody
PLANNED_AT_ONCE = 5000

# === WHO === #


def readable_contacts(env, partners):
    """Return contacts given as records or ids (RPC); the caller must be allowed to see them.

    :raise AccessError: where one of them is of another company than the caller's
    """
    if partners is None:
        return None
    found = env["res.partner"].browse(ids_of(env, partners))
    Restriction(env).finding(found).check_access("read")
    check_contacts(env, found)
    return found


def scope(env, partners):
    """Return SQL of the subjects that a run may look at, or None for everybody; one without a
    contact goes by minus its id.

    Without contacts it is whom the record rules let this user see: no company reaches over to
    another's.
    """
    if partners is not None:
        return SQL("SELECT unnest(%s::int[])", partners.ids)
    reach = reach_of(env)
    if reach is None:
        return None
    within = [("company_id", "in", [False, *reach])]
    contacts = env["res.partner"].with_context(active_test=False)._search(within)
    contactless = env["privacy.contactless"]._search(within)
    return SQL("%s UNION ALL %s", contacts.select(), contactless.select(
        SQL("-%s", SQL.identifier(contactless.table, "id"))))


# === A NEW RUN === #


def new_run(env, **vals):
    """Return a new run without subjects, as the superuser; it reaches no further than whoever
    makes it.
    """
    runs = env["privacy.run"].sudo()
    sequence = runs.env["ir.sequence"].next_by_code("privacy.run")
    return runs.create({"name": sequence or "/", "prepared_by_id": env.uid,
                        "reach": reach_of(env), **vals})


def prepare(env, partners=None, on_date=None):
    """Return a new run over who is due, without a plan of their records.

    :param partners: contacts or ids; None: whoever the caller may see
    :param on_date: the day to look at, default today
    :raise UserError: for a date that is none
    """
    try:
        on_date = periods.as_date(on_date or env["privacy.timer"]._today())
    except BadPeriod as error:
        raise UserError(env._("Preview: %s", error)) from error
    partners = readable_contacts(env, partners)
    Refresh(env).run()
    run = new_run(env, on_date=on_date,
                  **({} if partners is None else {"asked_refs": partners.ids}))
    fill(run, scope(env, partners))
    return run


def prepare_erasure(env, partners, ground, request=None):
    """Return the run of an erasure on request, without a plan of the records.

    :param request: the privacy.request that it answers, if any
    :raise UserError: without contacts or ground
    :raise NoAddressKey: where it names somebody without a contact, and nobody can say which
        records are theirs
    """
    partners = readable_contacts(env, partners)
    contactless = request.sudo().contactless_ids.ids if request else []
    if not ground or not (partners or contactless):
        raise UserError(env._("An erasure names its contacts and its ground."))
    if contactless:
        needed_secret(env)
    refuse_shared(env, partners, contactless)
    asked = [*(partners.ids if partners else ()), *(-each for each in contactless)]
    run = new_run(env, kind="request", ground=ground, on_date=env["privacy.timer"]._today(),
                  request_ref=request.id if request else False, asked_refs=asked)
    if partners:
        Refresh(env).run(partners.ids)
    if contactless:
        # what came in since their identity was confirmed may keep them
        Refresh(env).run_waiting()
    fill(run, SQL("SELECT unnest(%s::int[])", asked))
    Needed(env, run).note()
    return run


def refuse_shared(env, partners, contactless=()):
    """Refuse subjects of whom a company has records that the caller does not act for (R16).

    :param contactless: ids of privacy.contactless

    :raise AccessError: where there are such
    """
    reach = reach_of(env)
    if not others(env, reach):
        return
    with Plan(env) as plan:
        Subjects(plan.env, plan).of_contacts(
            partners or plan.env["res.partner"],
            contactless=plan.env["privacy.contactless"].browse(contactless))
        Locator(plan.env, plan).find_person()
        beyond = {subject for subject, company in companies_of(plan) if company not in reach}
    if beyond:
        raise AccessError(env._(
            "Other companies have records of these contacts too: %s. An officer who may act for "
            "all of them erases them.", ", ".join(map(str, sorted(beyond)[:10]))))


def fill(run, of=None):
    """Remember who is due in a run, in one statement; without the key of addresses contacts
    alone.

    :param SQL of: SELECT of the subjects that may be looked at; None: everybody
    """
    env = run.env
    env.flush_all()
    env.cr.execute(
        SQL(
            """INSERT INTO privacy_run_item (run_id, partner_id, contactless_id, partner_ref,
                      company_id, state, whole, categories, rule_refs, found, erased, masked,
                      redacted, kept, failed)
               SELECT %s, CASE WHEN due.partner_id > 0 THEN due.partner_id END,
                      CASE WHEN due.partner_id < 0 THEN -due.partner_id END, due.partner_id,
                      COALESCE(partner.company_id, contactless.company_id), 'todo', whole,
                      array_to_string(categories, ', '), to_jsonb(rule_ids), 0, 0, 0, 0, 0, 0
                 FROM (%s) due LEFT JOIN res_partner partner ON partner.id = due.partner_id
                 LEFT JOIN privacy_contactless contactless ON contactless.id = -due.partner_id
                WHERE due.partner_id > 0 OR %s ORDER BY due.partner_id""",
            run.id, due_sql(env, run, of), bool(secret()),
        )
    )
    note_companies(run)


def note_companies(run):
    """Say on a run of which companies its contacts are; the only one there is has all of them.

    Of contacts without a company the plan adds those that have records of them
    (``erasure/concerned.py``).
    """
    run.env.cr.execute(SQL(
        """INSERT INTO privacy_run_res_company_rel (privacy_run_id, res_company_id)
           SELECT %(run)s::int, company_id FROM (
                  SELECT DISTINCT company_id FROM privacy_run_item WHERE run_id = %(run)s
                   UNION SELECT min(id) FROM res_company HAVING count(*) = 1) of_items
            WHERE company_id IS NOT NULL
           ON CONFLICT DO NOTHING""", run=run.id))
    run.invalidate_recordset()


def check_date(run):
    """A day to come is preview only, outside a database made by ``bin/demo`` (R19).

    :raise UserError: where the run is of such a day
    """
    if run.on_date > run.env["privacy.timer"]._today() and not Settings(run.env).is_demo():
        raise UserError(run.env._("A preview of a day to come cannot be carried out."))


def needs_second(run):
    """Whether another person than the one who prepared a run has to approve it: under four eyes,
    and always where no key that is known here vouches for the journal of a replay.
    """
    unknown = run.kind == "replay" and not (run.replayed or {}).get("vouched")
    return unknown or Settings(run.env).four_eyes()


def approve(env, run):
    """Approve a run's digest: its subjects and nobody else (R18).

    From then on it reaches no further than whoever approved it.

    :param env: environment of the officer
    :raise AccessError: where two people are needed, or the run is beyond the officer's reach
    """
    if needs_second(run) and run.prepared_by_id.id == env.uid:
        raise AccessError(env._(
            "Four eyes: a preview is approved by another person than the one who prepared it."))
    check_date(run)
    run._move("approved")
    run.write({
        "approved_by_id": env.uid, "approved_on": fields.Datetime.now(),
        "approved_digest": run.digest, "reach": narrower(run.reach, reach_of(env)),
    })
    run._record_evidence("approve")


# === ITS PLAN === #


def plan_items(run):
    """Plan without acting, part by part, and store counts and digests."""
    sweep(run.env, run)
    ids = run.item_ids.search([("run_id", "=", run.id), ("state", "=", "todo")]).ids
    for start in range(0, len(ids), PLANNED_AT_ONCE):
        some = ids[start:start + PLANNED_AT_ONCE]
        with Plan(run.env, run) as plan:
            concerned = make_plan(plan, some)
            store_items(run.env, some, acted=False)
            concerned.store(some)
    run.digest = digest(run)


def plan_for_readers(run, is_read):
    """Plan the records where somebody reads the plan before it is carried out.

    A run that is carried out at once is approved as its subjects and what of them is due; each
    batch plans their records, and stores that plan's digest, in any case.
    """
    if is_read:
        plan_items(run)
    else:
        run.digest = digest(run)


def digest(run):
    """Return the digest over all subjects and their plans, as they stand in the items."""
    run.env.flush_all()
    rows = run.env.execute_query(
        SQL(
            """SELECT partner_ref, whole, categories, digest FROM privacy_run_item
                WHERE run_id = %s ORDER BY partner_ref""",
            run.id,
        )
    )
    return plan_digest.digest(" ".join(map(str, row)) for row in rows)
