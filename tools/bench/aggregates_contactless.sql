-- The opponent: what anyone needs who asks which people without a contact are due. Nothing is
-- compared with what was known before, decided or written.
--
-- Whose each record is, and when each was last heard of: addresses written alike, none that a
-- living contact or a login has, be it behind the first of several, and each named by a keyed hash
-- (HMAC-SHA256), because no second copy of an address may be kept.
WITH trace AS (
    SELECT 'mailing.contact' AS model, id, email_normalized AS address, create_date
      FROM mailing_contact
     UNION ALL
    SELECT 'crm.lead', id, email_normalized, create_date FROM crm_lead WHERE partner_id IS NULL
     UNION ALL
    SELECT 'mail.message', id,
           lower(btrim(COALESCE(substring(email_from FROM '<([^<>]*)>'), email_from))), date
      FROM mail_message WHERE author_id IS NULL AND email_from != ''
     UNION ALL
    SELECT 'mail.notification', id, lower(btrim(mail_email_address)), NULL
      FROM mail_notification WHERE res_partner_id IS NULL
), said AS (
    SELECT model, res_id, max(date) AS date FROM mail_message
     WHERE model IN ('mailing.contact', 'crm.lead') AND message_type IN ('email', 'comment')
     GROUP BY model, res_id
), several AS MATERIALIZED (
    SELECT part AS address FROM res_partner
     CROSS JOIN regexp_split_to_table(lower(email), '[\s,\x3b<>"()]+') part
     WHERE privacy_anonymised_on IS NULL AND email ~ '@.*@' AND part LIKE '%@%'
)
SELECT count(*), max(last) FROM (
    SELECT encode(sha256(decode(repeat('5c', 64), 'hex') || sha256(decode(repeat('36', 64), 'hex')
                  || convert_to(address, 'UTF8'))), 'hex') AS key,
           max(GREATEST(create_date, said.date)) AS last
      FROM trace LEFT JOIN said ON (said.model, said.res_id) = (trace.model, trace.id)
     WHERE address ~ '^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$'
       AND NOT EXISTS (SELECT FROM res_partner living WHERE living.email_normalized = address
                          AND living.privacy_anonymised_on IS NULL)
       AND NOT EXISTS (SELECT FROM several WHERE several.address = trace.address)
       AND NOT EXISTS (SELECT FROM res_users WHERE login = address)
     GROUP BY 1) silent;
-- whoever has a number only
SELECT count(*), max(last) FROM (
    SELECT regexp_replace(phone_sanitized, '[^0-9]', '', 'g') AS number, max(create_date) AS last
      FROM crm_lead
     WHERE partner_id IS NULL AND email_normalized IS NULL AND phone_sanitized IS NOT NULL
       AND NOT EXISTS (SELECT FROM res_partner living
                        WHERE living.phone_sanitized = crm_lead.phone_sanitized
                          AND living.privacy_anonymised_on IS NULL)
     GROUP BY 1) numbers;
-- what is open with them, and when somebody was last at work on it
SELECT count(*), max(latest) FROM (
    SELECT email_normalized, max(GREATEST(create_date, date_open, date_last_stage_update,
                                          date_conversion, said.date)) AS latest
      FROM crm_lead LEFT JOIN (
           SELECT res_id, max(date) AS date FROM mail_message
            WHERE model = 'crm.lead' AND message_type IN ('email', 'comment', 'notification')
              AND author_id != (SELECT partner_id FROM res_users WHERE id = 1)
            GROUP BY res_id) said ON said.res_id = crm_lead.id
     WHERE partner_id IS NULL AND won_status IS DISTINCT FROM 'lost'
     GROUP BY email_normalized) open;
-- who refused
SELECT count(*), max(latest) FROM (
    SELECT c.email_normalized, max(s.opt_out_datetime) AS latest
      FROM mailing_subscription s JOIN mailing_contact c ON c.id = s.contact_id
     WHERE s.opt_out GROUP BY c.email_normalized) refused;
SELECT count(*), max(latest) FROM (
    SELECT email, max(create_date) AS latest FROM mail_blacklist WHERE active GROUP BY email) listed;
