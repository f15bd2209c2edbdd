"""Whether the evidence is as it was sealed."""

from odoo.tools import SQL

from ...core.evidence import ledger
from ..runs.journal import Journal
from . import keys
from .chain import Chain


def verify(env, anchor=None):
    """Recompute every seal from the rows, and see that each is signed.

    :param anchor: see ``privacy.evidence.verify``
    :return: see ``privacy.evidence.verify``
    :raise UserError: where a journal cannot be read, or is another database's
    """
    anchor = anchor if anchor is None else Journal(env).anchor(anchor)
    chain, known = Chain(env), keys.known_keys()
    previous, after, rows, ends = ledger.START, 0, 0, []
    for _id, facts, signature, name in chain.seals():
        found = chain.running_hash(previous, after, facts["last"])
        why = ledger.broken(facts, previous, after, found) or ledger.unsigned(
            ledger.canonical(facts).decode(), signature, name, known)
        if why:
            return _verdict(env, rows, why, facts["first"] or after + 1)
        previous, after, rows = facts["digest"], facts["last"], rows + facts["rows"]
        ends.append((after, previous))
    if anchor is not None and (anchor.get("last_ref"), anchor.get("digest")) not in ends:
        return _verdict(env, rows, "anchor", anchor.get("last_ref"))
    # what had its time is sealed, and is not counted
    return _verdict(env, rows - chain.rows_gone())


def _verdict(env, rows, why=None, first_bad=None):
    ((unsealed,),) = env.execute_query(SQL(
        """SELECT count(*) FROM privacy_evidence
            WHERE id > COALESCE((SELECT max(last_ref) FROM privacy_seal), 0)"""))
    return {"ok": why is None, "rows": rows, "first_bad": first_bad, "why": why,
            "unsealed": unsealed}
