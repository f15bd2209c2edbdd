"""The evidence as a file that can be verified without this module, or any Odoo.

One JSON object a line. A row of evidence stands as the very bytes that were hashed; after the
rows of a stretch comes ``{"seal": {...}}`` with the hash that closes it. Where the rows of a
stretch had their time and are gone, its seal says so.
"""

import os
from pathlib import Path

from odoo import fields
from odoo.tools import SQL, config

from ...core.evidence import ledger
from .chain import Chain
from .sealing import seal

FORMAT = 1


def export_lines(env):
    """Yield the lines, as bytes without their ends."""
    chain = Chain(env)
    seals = chain.seals()
    yield ledger.canonical({
        "format": FORMAT, "hash": "sha256", "start": ledger.START, "seals": len(seals),
        "database": env["ir.config_parameter"].sudo().get_param("database.uuid"),
        "exported_on": fields.Datetime.now().isoformat(),
    })
    after = 0
    for _id, facts, signature, name in seals:
        count = 0
        for row in chain.rows(after, facts["last"]):
            count += 1
            yield ledger.canonical(row)
        yield ledger.canonical({"seal": {
            **facts, "gone": not count, "signature": signature, "key": name}})
        after = facts["last"]


def export_file(env):
    """Seal what is left and write everything to a file that the server's user alone reads.

    To be called first in a transaction: the sealer has to see every row.

    :return: (path, number of rows)
    :raise OSError: where it cannot be written; nothing half written stays
    """
    seal(env)
    folder = Path(config["data_dir"]) / "privacy" / env.cr.dbname
    for each in (folder.parent, folder):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"evidence-{fields.Datetime.now():%Y%m%dT%H%M%S}.jsonl"
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            for line in export_lines(env):
                out.write(line + b"\n")
            out.flush()
            os.fsync(out.fileno())
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
    ((count,),) = env.execute_query(SQL("SELECT count(*) FROM privacy_evidence"))
    return path, count
