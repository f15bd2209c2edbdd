"""The note that Odoo leaves on a lead into which others were merged.

It copies each of them whole: name, mail, telephone, and the address line by line, which says
nothing by itself and cannot be found there. Where a copied lead names the person, it is theirs,
and all of it goes.

Source: ``crm/data/crm_lead_merge_template.xml``.
"""

from lxml import etree, html
from odoo.tools import SQL

from ...core.identity.redact import PLACEHOLDER
from .redact import Redaction

#: what such a note says in its first tag, and the tag that holds one lead
MARK, COPY = "crm_lead_merge_summary", "blockquote"


def empty_copies(env, plan, unit):
    """Empty the copies of leads that have just been redacted, of a unit of messages."""
    if "body" not in unit[2]:
        return
    rows = env.execute_query(SQL(
        """SELECT id, body FROM mail_message
            WHERE id = ANY(%s) AND position(%s IN body) > 0 AND position(%s IN body) > 0""",
        plan.records(unit), MARK, PLACEHOLDER))
    emptied = {record: [without_copies(body)] for record, body in rows}
    if emptied:
        Redaction(env, plan).put((unit[0], unit[1], ("body",)), emptied)


def without_copies(body):
    """Return a note without the leads in which somebody was redacted."""
    root = html.fragment_fromstring(body, create_parent="div")
    for copy in root.iter(COPY):
        if PLACEHOLDER in "".join(copy.itertext()):
            for inside in list(copy):
                copy.remove(inside)
            copy.text = PLACEHOLDER
    parts = [etree.tostring(child, encoding="unicode", method="html") for child in root]
    return "".join([root.text or "", *parts])
