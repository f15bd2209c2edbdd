-- The opponent: who was silent since when, by address, of all that no contact has. Nothing is
-- compared with what was known before, and nothing is written.
SELECT count(*) FROM (
    SELECT address, max(day) AS last FROM (
        SELECT email_normalized AS address, create_date AS day FROM mailing_contact
         UNION ALL
        SELECT email_normalized, create_date FROM crm_lead WHERE partner_id IS NULL) trace
     WHERE address IS NOT NULL
       AND NOT EXISTS (SELECT FROM res_partner p WHERE p.email_normalized = address)
     GROUP BY address) silent;
SELECT count(*) FROM (
    SELECT res_id, max(date) FROM mail_message
     WHERE model IN ('mailing.contact', 'crm.lead') AND message_type IN ('email', 'comment')
     GROUP BY model, res_id) said;
