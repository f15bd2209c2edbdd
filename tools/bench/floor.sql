-- The opponent: the same rows as execute() touches, in one transaction of plain SQL, written to
-- win. It knows whom, previews nothing, locks nobody first, checks nothing afterwards, files no
-- evidence, asks no module and leaves the files on the disk. Foreign keys stay on: an ordinary
-- role cannot switch them off.
BEGIN;
CREATE TEMPORARY TABLE subject ON COMMIT DROP AS
SELECT partner_id AS id FROM bench_person WHERE n <= :subjects;
CREATE UNIQUE INDEX ON subject (id);
ANALYZE subject;

-- children first, as sets: the cascades then find nothing
CREATE TEMPORARY TABLE gone ON COMMIT DROP AS
SELECT m.id FROM mail_message m JOIN subject s ON m.res_id = s.id WHERE m.model = 'res.partner';
CREATE UNIQUE INDEX ON gone (id);
ANALYZE gone;
DELETE FROM mail_notification USING gone WHERE mail_message_id = gone.id;
DELETE FROM mail_message_res_partner_rel USING gone WHERE mail_message_id = gone.id;
DELETE FROM mail_message USING gone WHERE mail_message.id = gone.id;

DELETE FROM ir_attachment USING subject
 WHERE res_model = 'res.partner' AND res_id = subject.id;
DELETE FROM mail_followers USING subject
 WHERE res_model = 'res.partner' AND res_id = subject.id;
DELETE FROM mail_activity USING subject
 WHERE res_model = 'res.partner' AND res_id = subject.id;

UPDATE res_partner_bank
   SET acc_number = 'anonymised-' || res_partner_bank.id,
       sanitized_acc_number = 'ANONYMISED' || res_partner_bank.id, acc_holder_name = NULL,
       bank_id = NULL, active = FALSE
  FROM subject WHERE partner_id = subject.id;
UPDATE res_users SET login = 'anonymised-' || res_users.id, password = NULL, signature = NULL,
       active = FALSE
  FROM subject WHERE partner_id = subject.id;

UPDATE res_partner
   SET name = 'Anonymised contact ' || subject.id,
       complete_name = 'Anonymised contact ' || subject.id,
       active = FALSE, privacy_anonymised_on = CURRENT_DATE, write_date = now(),
       email = NULL, email_normalized = NULL, phone = NULL, phone_sanitized = NULL,
       street = NULL, street2 = NULL, zip = NULL, city = NULL, state_id = NULL, vat = NULL,
       company_registry = NULL, website = NULL, function = NULL, comment = NULL, ref = NULL,
       barcode = NULL, company_name = NULL, properties = NULL, tz = NULL, user_id = NULL,
       industry_id = NULL, partner_latitude = 0, partner_longitude = 0, signup_type = NULL,
       peppol_endpoint = NULL, peppol_eas = NULL, global_location_number = NULL, color = 0,
       message_bounce = 0, customer_rank = 0, supplier_rank = 0
  FROM subject WHERE res_partner.id = subject.id;

UPDATE account_move
   SET invoice_partner_display_name = 'Anonymised contact ' || subject.id
  FROM subject WHERE account_move.commercial_partner_id = subject.id;

UPDATE crm_lead
   SET name = 'Anonymised', contact_name = NULL, partner_name = NULL, email_from = NULL,
       email_normalized = NULL, email_cc = NULL, email_domain_criterion = NULL,
       email_state = NULL, phone = NULL, phone_sanitized = NULL, phone_state = NULL,
       street = NULL, street2 = NULL, zip = NULL, city = NULL, state_id = NULL, function = NULL,
       website = NULL, description = NULL, referred = NULL, write_date = now()
  FROM subject WHERE partner_id = subject.id;
COMMIT;
