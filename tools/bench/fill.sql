-- The past of all contacts, in sets. Each INSERT copies the sample row that Odoo itself wrote
-- (sample.py) and replaces what differs, so that new columns of other modules come along.
--
-- Contact n of N was created 12 years ago for n = 1 and today for n = N, and lived for 300 days:
-- 10 messages (5 mails by the person, 5 comments by staff to the person), 1 file, 1 lead; every
-- second one 2 invoices, each paid after 14 days.
BEGIN;

CREATE TEMPORARY TABLE sample ON COMMIT DROP AS
SELECT key AS what, (id.value)::int AS id, id.ordinality::int AS slot
  FROM bench_sample, jsonb_each(ids), jsonb_array_elements(value) WITH ORDINALITY AS id;

CREATE TABLE bench_person AS
SELECT n, (SELECT max(id) FROM res_partner) + n AS partner_id FROM bench_people;
ALTER TABLE bench_person ADD PRIMARY KEY (n);

CREATE TEMPORARY TABLE who ON COMMIT DROP AS
SELECT p.n, b.partner_id, CASE WHEN p.n % 2 = 0 THEN p.n / 2 END AS customer,
       p.given || ' ' || p.family AS name, p.email, p.phone, p.street, p.zip, p.vat,
       p.checksum, p.store, p.size, time.created,
       least(interval '300 days', now()::timestamp - time.created) AS life
  FROM bench_people p
  JOIN bench_person b USING (n)
 CROSS JOIN LATERAL (
       SELECT now()::timestamp - interval '1 hour' - interval '4383 days'
              * (1 - (p.n - 1.0) / (SELECT count(*) FROM bench_people)) AS created) time;
CREATE UNIQUE INDEX ON who (n);
CREATE INDEX ON who (customer);
ANALYZE who;

-- === CONTACTS ===

INSERT INTO res_partner
SELECT r.* FROM who w, res_partner s, LATERAL jsonb_populate_record(s, jsonb_build_object(
       'id', w.partner_id, 'commercial_partner_id', w.partner_id, 'name', w.name,
       'complete_name', w.name, 'email', w.email, 'email_normalized', w.email,
       'phone', w.phone, 'phone_sanitized', w.phone, 'street', w.street, 'zip', w.zip,
       'city', 'Brussel', 'function', 'Administrator', 'comment', '<p>Prefers mail.</p>',
       'vat', CASE WHEN w.customer IS NOT NULL THEN w.vat END,
       'customer_rank', CASE WHEN w.customer IS NULL THEN 0 ELSE 2 END,
       'create_date', w.created, 'write_date', w.created + w.life)) r
 WHERE s.id = (SELECT id FROM sample WHERE what = 'contact')
 ORDER BY w.n;

-- === CONVERSATION ===

CREATE TEMPORARY TABLE said ON COMMIT DROP AS
SELECT w.*, k, created + life * k / 10 AS moment,
       CASE WHEN k % 2 = 1 THEN 'mail' ELSE 'comment' END AS what,
       (SELECT max(id) FROM mail_message) + row_number() OVER (ORDER BY w.n, k) AS id
  FROM who w, generate_series(1, 10) AS k;
ANALYZE said;

INSERT INTO mail_message
SELECT r.* FROM said w JOIN sample USING (what) JOIN mail_message s ON s.id = sample.id,
       LATERAL jsonb_populate_record(s, jsonb_build_object(
       'id', w.id, 'res_id', w.partner_id, 'date', w.moment, 'create_date', w.moment,
       'write_date', w.moment, 'message_id', format('<%s.%s@mail.example>', w.n, w.k),
       'body', s.body || format('<p>%s, %s</p>', w.name, w.phone))
       || CASE WHEN w.what = 'mail' THEN jsonb_build_object('author_id', w.partner_id,
          'email_from', format('"%s" <%s>', w.name, w.email), 'reply_to', w.email)
          ELSE '{}' END) r
 ORDER BY w.id;

INSERT INTO mail_message_res_partner_rel (mail_message_id, res_partner_id)
SELECT id, partner_id FROM said WHERE what = 'comment';

INSERT INTO mail_notification
SELECT r.* FROM said w, mail_notification s, LATERAL jsonb_populate_record(s, jsonb_build_object(
       'id', nextval('mail_notification_id_seq'), 'mail_message_id', w.id,
       'res_partner_id', w.partner_id, 'read_date', w.moment)) r
 WHERE w.what = 'comment' AND s.id = (SELECT id FROM sample WHERE what = 'notification')
 ORDER BY w.id;

WITH following AS (
    INSERT INTO mail_followers
    SELECT r.* FROM who w, mail_followers s, LATERAL jsonb_populate_record(s, jsonb_build_object(
           'id', nextval('mail_followers_id_seq'), 'res_id', w.partner_id)) r
     WHERE s.id = (SELECT id FROM sample WHERE what = 'follower')
    RETURNING id)
INSERT INTO mail_followers_mail_message_subtype_rel
       (mail_followers_id, mail_message_subtype_id)
SELECT following.id, rel.mail_message_subtype_id
  FROM following, mail_followers_mail_message_subtype_rel rel
 WHERE rel.mail_followers_id = (SELECT id FROM sample WHERE what = 'follower');

-- === FILES AND LEADS ===

INSERT INTO ir_attachment
SELECT r.* FROM who w, ir_attachment s, LATERAL jsonb_populate_record(s, jsonb_build_object(
       'id', nextval('ir_attachment_id_seq'), 'res_id', w.partner_id,
       'name', format('quotation-%s.txt', w.n), 'store_fname', w.store, 'checksum', w.checksum,
       'file_size', w.size, 'index_content', format('Quotation %s %s %s', w.n, w.name, w.email),
       'create_date', w.created, 'write_date', w.created)) r
 WHERE s.id = (SELECT id FROM sample WHERE what = 'attachment')
 ORDER BY w.n;

INSERT INTO crm_lead
SELECT r.* FROM who w, crm_lead s, LATERAL jsonb_populate_record(s, jsonb_build_object(
       'id', nextval('crm_lead_id_seq'), 'partner_id', w.partner_id,
       'name', format('Opportunity of %s', w.name), 'contact_name', w.name,
       'email_from', w.email, 'email_normalized', w.email, 'phone', w.phone,
       'email_domain_criterion', '@mail.example', 'email_state', 'correct',
       'phone_state', 'correct', 'phone_sanitized', w.phone, 'street', w.street, 'zip', w.zip,
       'city', 'Brussel', 'function', 'Administrator',
       'create_date', w.created + w.life / 10, 'date_open', w.created + w.life / 10,
       'date_last_stage_update', w.created + w.life / 10, 'write_date', w.created + w.life)) r
 WHERE s.id = (SELECT id FROM sample WHERE what = 'lead')
 ORDER BY w.n;

-- === BOOKS ===

-- a document per sample document and customer; the same slot of payment, move and reconciliation
-- belongs together: samples 1, 2 are invoices, 3, 4 the payments' entries
CREATE TEMPORARY TABLE document ON COMMIT DROP AS
SELECT w.*, s.slot, s.id AS sample_id, move.name AS sample_name, (s.slot - 1) % 2 + 1 AS pair,
       (SELECT max(id) FROM account_move) + row_number() OVER (ORDER BY w.n, s.slot) AS id,
       least(now(), w.created + w.life * (0.3 * ((s.slot - 1) % 2 + 1))
             + CASE WHEN s.slot > 2 THEN interval '14 days' ELSE interval '0' END)::date AS day,
       (SELECT max(id) FROM account_payment) + w.customer * 2 + (s.slot - 1) % 2 AS payment_id,
       (SELECT max(id) FROM account_full_reconcile) + w.customer * 2 + (s.slot - 1) % 2 AS full_id
  FROM who w, sample s JOIN account_move move ON move.id = s.id
 WHERE w.customer IS NOT NULL AND s.what = 'account.move';

CREATE TEMPORARY TABLE named ON COMMIT DROP AS
SELECT d.*, prefix || lpad(number::text, 5, '0') AS move_name
  FROM (SELECT d.*, regexp_replace(m.sequence_prefix, '\d{4}', extract(year FROM d.day)::text)
               AS prefix, 10 + row_number() OVER (
               PARTITION BY m.journal_id, extract(year FROM d.day) ORDER BY d.day, d.id) AS number
          FROM document d JOIN account_move m ON m.id = d.sample_id) d;
CREATE UNIQUE INDEX ON named (customer, slot);
ANALYZE named;

CREATE TEMPORARY TABLE booked ON COMMIT DROP AS
SELECT d.*, invoice.move_name AS invoice_name
  FROM named d JOIN named invoice ON invoice.customer = d.customer AND invoice.slot = d.pair;
CREATE UNIQUE INDEX ON booked (customer, sample_id);
ANALYZE booked;

-- payments before moves before payments: the two point to each other, so the link comes last
INSERT INTO account_payment
SELECT r.* FROM booked d JOIN sample ON sample.what = 'account.payment' AND sample.slot = d.pair
  JOIN account_payment s ON s.id = sample.id, LATERAL jsonb_populate_record(s,
       jsonb_build_object('id', d.payment_id, 'move_id', NULL, 'name', d.move_name,
       'memo', d.invoice_name, 'partner_id', d.partner_id, 'date', d.day,
       'create_date', d.day, 'write_date', d.day)) r
 WHERE d.slot > 2;

INSERT INTO account_move
SELECT r.* FROM booked d JOIN account_move s ON s.id = d.sample_id,
       LATERAL jsonb_populate_record(s, jsonb_build_object('id', d.id, 'name', d.move_name,
       'sequence_prefix', d.prefix, 'sequence_number', d.number, 'date', d.day,
       'partner_id', d.partner_id, 'commercial_partner_id', d.partner_id,
       'invoice_partner_display_name', d.name, 'create_date', d.day, 'write_date', d.day)
       || CASE WHEN d.slot <= 2 THEN jsonb_build_object('partner_shipping_id', d.partner_id,
          'invoice_date', d.day, 'invoice_date_due', d.day + 30,
          'payment_reference', d.move_name)
          ELSE jsonb_build_object('ref', d.invoice_name, 'origin_payment_id', d.payment_id)
          END) r
 ORDER BY d.id;

UPDATE account_payment SET move_id = d.id FROM booked d
 WHERE d.slot > 2 AND account_payment.id = d.payment_id;
INSERT INTO account_move__account_payment (invoice_id, payment_id)
SELECT id, payment_id FROM booked WHERE slot <= 2;

INSERT INTO account_full_reconcile
SELECT r.* FROM booked d, account_full_reconcile s,
       LATERAL jsonb_populate_record(s, jsonb_build_object('id', d.full_id)) r
 WHERE d.slot <= 2 AND s.id = (SELECT min(id) FROM account_full_reconcile);

CREATE TEMPORARY TABLE line ON COMMIT DROP AS
SELECT d.*, s.id AS line_sample, (SELECT max(id) FROM account_move_line)
       + row_number() OVER (ORDER BY d.id, s.id) AS line_id
  FROM booked d JOIN account_move_line s ON s.move_id = d.sample_id;
CREATE UNIQUE INDEX ON line (customer, line_sample);
ANALYZE line;

INSERT INTO account_move_line
SELECT r.* FROM line d JOIN account_move_line s ON s.id = d.line_sample
  JOIN account_move m ON m.id = d.sample_id,
       LATERAL jsonb_populate_record(s, jsonb_strip_nulls(jsonb_build_object('id', d.line_id,
       'move_id', d.id, 'move_name', d.move_name, 'partner_id', d.partner_id, 'date', d.day,
       'name', CASE WHEN d.slot > 2 THEN replace(s.name, m.ref, d.invoice_name)
                    ELSE replace(s.name, m.name, d.invoice_name) END,
       'ref', CASE WHEN d.slot > 2 THEN d.invoice_name END,
       'invoice_date', CASE WHEN s.invoice_date IS NOT NULL THEN d.day END,
       'date_maturity', CASE WHEN s.date_maturity IS NOT NULL
                             THEN d.day + CASE WHEN d.slot <= 2 THEN 30 ELSE 0 END END,
       'payment_id', CASE WHEN s.payment_id IS NOT NULL THEN d.payment_id END,
       'full_reconcile_id', CASE WHEN s.full_reconcile_id IS NOT NULL THEN d.full_id END,
       'matching_number', CASE WHEN s.matching_number IS NOT NULL THEN d.full_id END,
       'create_date', d.day, 'write_date', d.day))) r
 ORDER BY d.line_id;

INSERT INTO account_move_line_account_tax_rel (account_move_line_id, account_tax_id)
SELECT d.line_id, rel.account_tax_id
  FROM line d JOIN account_move_line_account_tax_rel rel
    ON rel.account_move_line_id = d.line_sample;

INSERT INTO account_partial_reconcile
SELECT r.* FROM account_partial_reconcile s
  JOIN line debit ON debit.line_sample = s.debit_move_id
  JOIN line credit ON credit.line_sample = s.credit_move_id AND credit.customer = debit.customer,
       LATERAL jsonb_populate_record(s, jsonb_build_object(
       'id', nextval('account_partial_reconcile_id_seq'), 'debit_move_id', debit.line_id,
       'credit_move_id', credit.line_id, 'full_reconcile_id', debit.full_id,
       'max_date', credit.day, 'create_date', credit.day, 'write_date', credit.day)) r;

-- === THE END ===

SELECT setval(pg_get_serial_sequence(t, 'id'), top) FROM (VALUES
    ('res_partner', (SELECT max(id) FROM res_partner)),
    ('mail_message', (SELECT max(id) FROM mail_message)),
    ('account_move', (SELECT max(id) FROM account_move)),
    ('account_move_line', (SELECT max(id) FROM account_move_line)),
    ('account_payment', (SELECT max(id) FROM account_payment)),
    ('account_full_reconcile', (SELECT max(id) FROM account_full_reconcile))) AS s (t, top);

-- the generator's own tables must not hold what a search for left-overs would find
DROP TABLE bench_people, bench_sample;
COMMIT;
