-- The oldest contacts without messages: as if there had never been any, clocks included.
BEGIN;
CREATE TEMPORARY TABLE subject ON COMMIT DROP AS
SELECT partner_id FROM bench_person WHERE n <= :subjects;
CREATE UNIQUE INDEX ON subject (partner_id);
ANALYZE subject;
DELETE FROM mail_message USING subject WHERE model = 'res.partner' AND res_id = partner_id;
TRUNCATE privacy_timer, privacy_subject_purpose, privacy_outbox;
COMMIT;
