"""Seals: a stretch of evidence is closed with a hash that includes the seal before."""

from odoo.tools import SQL

from ...core.evidence import ledger
from .chain import Chain
from .keys import signing_key


def seal(env):
    """Close all rows written since the last seal; return the new seal's id, if any.

    The lock waits for batches that are being committed and lets no new row in, so that no row
    can appear later below a sealed id. It comes before any read, so that the snapshot holds all
    rows (REPEATABLE READ). Without a key nothing is sealed: rows that wait for their seal are
    counted, a seal that nobody vouches for would not be missed.
    """
    env.cr.execute("LOCK TABLE privacy_seal, privacy_evidence IN SHARE ROW EXCLUSIVE MODE")
    facts, signing = _next_facts(env), signing_key()
    if not facts or not signing:
        return None
    return insert(env, facts, *signing)


def _next_facts(env):
    """Return what the next seal says, or None where there is nothing to seal."""
    chain = Chain(env)
    previous, after = chain.last_seal()
    ((first, until, now),) = env.execute_query(SQL(
        """SELECT min(id), max(id), to_jsonb(now() AT TIME ZONE 'UTC')
             FROM privacy_evidence WHERE id > %s""", after))
    if not until:
        return None
    digest, count = chain.running_hash(previous, after, until)
    return {"first": first, "last": until, "rows": count, "sealed_on": now,
            "previous": previous, "digest": digest}


def insert(env, facts, name, key):
    """Sign and write a seal; return its id.

    :param dict facts: what it says: first, last, rows, sealed_on, previous, digest
    :param str name: fingerprint of the key
    :param bytes key: the secret that signs
    """
    ((seal_id,),) = env.execute_query(
        SQL(
            """INSERT INTO privacy_seal (sealed_on, first_ref, last_ref, row_count, previous,
                      digest, signature, key_ref)
               VALUES (%(sealed_on)s, %(first)s, %(last)s, %(rows)s, %(previous)s, %(digest)s,
                      %(signature)s, %(name)s) RETURNING id""",
            **facts, signature=ledger.sign_seal(facts, key), name=name,
        )
    )
    env["privacy.seal"].invalidate_model(flush=False)
    return seal_id
