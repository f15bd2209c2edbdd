-- What the other applications hold of the same subjects; goes into floor.sql, in its transaction
-- and before the contacts' addresses go.
CREATE TEMPORARY TABLE address ON COMMIT DROP AS
SELECT p.id, p.email FROM subject JOIN res_partner p USING (id);
ANALYZE address;

UPDATE sale_order
   SET client_order_ref = NULL, note = NULL, signed_by = NULL,
       access_token = NULL, write_date = now()
  FROM subject WHERE partner_id = subject.id;
UPDATE event_registration
   SET name = NULL, email = NULL, phone = NULL, company_name = NULL,
       registration_properties = NULL, write_date = now()
  FROM address WHERE event_registration.email = address.email;
DELETE FROM mailing_contact USING address WHERE email_normalized = address.email;
UPDATE mailing_trace SET email = NULL, failure_reason = NULL, write_date = now()
  FROM subject WHERE model = 'res.partner' AND res_id = subject.id;
DELETE FROM sms_sms USING subject WHERE partner_id = subject.id;
DELETE FROM survey_user_input_line line USING survey_user_input input, subject
 WHERE line.user_input_id = input.id AND input.partner_id = subject.id;
UPDATE survey_user_input SET email = NULL, nickname = NULL, write_date = now()
  FROM subject WHERE partner_id = subject.id;
UPDATE project_task
   SET email_from = NULL, email_cc = NULL, description = NULL, task_properties = NULL,
       write_date = now()
  FROM subject WHERE partner_id = subject.id;
UPDATE rating_rating SET feedback = NULL, access_token = NULL, write_date = now()
  FROM subject WHERE partner_id = subject.id;
UPDATE hr_applicant
   SET partner_name = NULL, email_from = NULL, email_normalized = NULL, email_cc = NULL,
       partner_phone = NULL, partner_phone_sanitized = NULL, linkedin_profile = NULL,
       applicant_notes = NULL, salary_proposed_extra = NULL, salary_expected_extra = NULL,
       applicant_properties = NULL, write_date = now()
  FROM subject WHERE partner_id = subject.id;
DELETE FROM website_visitor USING subject WHERE partner_id = subject.id;
