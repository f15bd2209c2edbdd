"""Who has received the data of the people of a batch: remembered with their items, as ids, before
what shows it goes with them (GDPR Art. 19).
"""

from odoo.tools import SQL

#: {what may show that data went to a recipient (``privacy.recipient.received``): models of which
#: one record of the person shows it}
SHOWN_BY = {
    "billed": ("account.move", "account.move.line", "sale.order", "pos.order"),
    "paid": ("account.payment", "account.bank.statement.line", "payment.transaction",
             "pos.payment"),
    "support": ("discuss.channel", "discuss.channel.member", "helpdesk.ticket", "project.task"),
    "mailing": ("mailing.contact", "mailing.trace", "mailing.subscription"),
    "visits": ("website.visitor", "website.track"),
    "staff": ("hr.applicant", "hr.employee", "hr.version"),
}
#: where a purchase is paid online: by whom it went is on record, and nobody else may have received
TRANSACTION = "payment.transaction"
#: types of messages that go or come by mail
MAIL = ("email", "email_outgoing", "comment")
#: of each item, the recipients that are on record
ON_RECORD = SQL(
    """SELECT subject.item_id, disclosure.recipient_id,
              bool_or(disclosure.known != 'presumed') AS certain, max(disclosure.date) AS last,
              array_agg(DISTINCT disclosure.category_id)
                  FILTER (WHERE disclosure.category_id IS NOT NULL) AS categories
         FROM privacy_subject subject
         JOIN (SELECT partner_id AS subject, recipient_id, known, date, category_id
                 FROM privacy_disclosure
                WHERE partner_id IN (SELECT partner_id FROM privacy_subject)
                UNION ALL
               SELECT -contactless_id, recipient_id, known, date, category_id
                 FROM privacy_disclosure
                WHERE contactless_id IN (SELECT -partner_id FROM privacy_subject)) disclosure
           ON disclosure.subject = subject.partner_id
         LEFT JOIN privacy_category category ON category.id = disclosure.category_id
        WHERE subject.item_id IS NOT NULL
          AND (subject.whole OR category.code = ANY(subject.categories))
        GROUP BY 1, 2""")
#: of each item, the models and categories of the records that go; what Odoo notes by itself is no
#: mail
PLANNED = SQL(
    """SELECT DISTINCT subject.item_id, map.category_id,
              CASE WHEN plan.model != 'mail.message' OR message.message_type IN %s
                   THEN plan.model END AS model
         FROM privacy_plan plan
         JOIN privacy_subject subject ON subject.partner_id = plan.subject
         JOIN privacy_map map ON map.id = plan.entry
         LEFT JOIN mail_message message
           ON plan.model = 'mail.message' AND message.id = plan.record
        WHERE subject.item_id IS NOT NULL""", MAIL)
#: of each item, the recipients that may have received such data, and are not on record
PRESUMED = SQL(
    """SELECT planned.item_id, recipient.id AS recipient_id,
              array_agg(DISTINCT planned.category_id) AS categories
         FROM planned
         JOIN privacy_run_item item ON item.id = planned.item_id
         JOIN privacy_category_privacy_recipient_rel given
           ON given.privacy_category_id = planned.category_id
         JOIN privacy_recipient recipient ON recipient.id = given.privacy_recipient_id
        WHERE recipient.active
          AND (recipient.company_id IS NULL OR recipient.company_id = item.company_id)
          AND (recipient.received = 'held' OR EXISTS (
               SELECT FROM shown JOIN planned other USING (model)
                WHERE other.item_id = planned.item_id AND shown.fact = recipient.received))
          AND NOT EXISTS (SELECT FROM on_record
                           WHERE (on_record.item_id, on_record.recipient_id)
                                 = (planned.item_id, recipient.id))
        GROUP BY 1, 2""")


def remember(env):
    """Remember it of the subjects of the plan, in one statement: before anything is done, for their
    messages say by their type whether they were mail. Of a contact of which some categories go,
    it is about these.
    """
    env["privacy.disclosure"].flush_model()
    env.cr.execute(SQL(
        """WITH on_record AS MATERIALIZED (%s), planned AS MATERIALIZED (%s),
                shown AS MATERIALIZED (%s), presumed AS (%s)
           UPDATE privacy_run_item item SET recipients = found.recipients
             FROM (SELECT item_id, jsonb_agg(jsonb_build_object(
                              'recipient', recipient_id, 'certain', certain,
                              'categories', COALESCE(categories, '{}'), 'last', last)
                              ORDER BY certain DESC, recipient_id) AS recipients
                     FROM (SELECT item_id, recipient_id, certain, categories, last FROM on_record
                            UNION ALL
                           SELECT item_id, recipient_id, FALSE, categories, NULL FROM presumed
                          ) each GROUP BY item_id) found
            WHERE item.id = found.item_id""",
        ON_RECORD, PLANNED, _shown_sql(env), PRESUMED))
    env["privacy.run.item"].invalidate_model(["recipients"], flush=False)


def _shown_sql(env):
    """Return SQL of (fact, model)."""
    pairs = [(fact, model) for fact, models in SHOWN_BY.items() for model in models]
    pairs.append(("mail", "mail.message"))
    if TRANSACTION not in env:
        pairs += [("online", model) for model in SHOWN_BY["paid"]]
    facts, models = zip(*pairs, strict=True)
    return SQL("SELECT * FROM unnest(%s::varchar[], %s::varchar[]) AS pair (fact, model)",
               list(facts), list(models))
