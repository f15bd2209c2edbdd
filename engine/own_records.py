"""What this module itself keeps of a person, for access (Art. 15): consents, and what the person
was told or is to be told of breaches (Art. 34) and of changes of the policy.
"""

from odoo.tools import SQL

#: {model: code of the category}; each row is one person's, and names nobody else
OWN = {"privacy.consent.record": "marketing", "privacy.breach.subject": "communication",
       "privacy.policy.notice": "communication", "privacy.archive.reading": "account"}
#: {model: condition}: rows that are about nobody are left out; an exercise, a breach that was
#: none, a second line of one person
ABOUT = {"privacy.breach.subject": SQL(
    """state != 'same' AND NOT EXISTS (SELECT FROM privacy_breach breach
        WHERE breach.id = breach_id AND (breach.drill OR breach.state = 'unfounded'))""")}


def own_sql(env, model_name):
    """Return SELECT of (subject, id) of the rows of a model that are about a plan's subjects."""
    model = env[model_name]
    person = SQL("-contactless_id") if "contactless_id" in model._fields else SQL("NULL")
    return SQL(
        """SELECT COALESCE(partner_id, %(person)s) AS subject, id FROM %(table)s
            WHERE COALESCE(partner_id, %(person)s) IN (SELECT partner_id FROM privacy_subject)
              AND %(about)s""",
        table=SQL.identifier(model._table), person=person, about=ABOUT.get(model_name, SQL("TRUE")))
