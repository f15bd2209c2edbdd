-- The opponent: the same rows as execute() touches of the oldest subscribers and leads, in one
-- transaction of plain SQL; see floor.sql.
BEGIN;
CREATE TEMPORARY TABLE gone ON COMMIT DROP AS
SELECT id FROM mailing_contact WHERE email LIKE '%@nobody.example'
   AND create_date < now() AT TIME ZONE 'UTC' - interval '1400 days';
CREATE UNIQUE INDEX ON gone (id);
ANALYZE gone;
DELETE FROM mail_message USING gone WHERE model = 'mailing.contact' AND res_id = gone.id;
DELETE FROM mail_followers USING gone WHERE res_model = 'mailing.contact' AND res_id = gone.id;
DELETE FROM ir_attachment USING gone WHERE res_model = 'mailing.contact' AND res_id = gone.id;
DELETE FROM mail_activity USING gone WHERE res_model = 'mailing.contact' AND res_id = gone.id;
DELETE FROM mailing_subscription USING gone WHERE contact_id = gone.id;
DELETE FROM mailing_contact USING gone WHERE mailing_contact.id = gone.id;
CREATE TEMPORARY TABLE emptied ON COMMIT DROP AS
SELECT id FROM crm_lead WHERE email_from LIKE '%@nobody.example'
   AND create_date < now() AT TIME ZONE 'UTC' - interval '1400 days';
CREATE UNIQUE INDEX ON emptied (id);
ANALYZE emptied;
DELETE FROM mail_message USING emptied WHERE model = 'crm.lead' AND res_id = emptied.id;
UPDATE crm_lead
   SET name = 'Anonymised', contact_name = NULL, partner_name = NULL, email_from = NULL,
       email_normalized = NULL, email_cc = NULL, email_domain_criterion = NULL,
       email_state = NULL, phone = NULL, phone_sanitized = NULL, phone_state = NULL,
       street = NULL, street2 = NULL, zip = NULL, city = NULL, state_id = NULL, function = NULL,
       website = NULL, description = NULL, referred = NULL, write_date = now()
 FROM emptied WHERE crm_lead.id = emptied.id;
COMMIT;
