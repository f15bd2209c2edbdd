-- The bare aggregates that anyone would need who asks who is due: the latest date per contact of
-- each kind of fact, without comparing, deciding or writing anything.
SELECT count(*), max(latest) FROM (
    SELECT author_id, max(date) AS latest FROM mail_message
     WHERE message_type IN ('email', 'comment') GROUP BY author_id) by_person;
SELECT count(*), max(latest) FROM (
    SELECT res_id, max(date) AS latest FROM mail_message
     WHERE model = 'res.partner' AND message_type IN ('email', 'comment')
       AND author_id IN (SELECT partner_id FROM res_users WHERE share IS NOT TRUE AND id != 1)
     GROUP BY res_id) on_thread;
SELECT count(*), max(latest) FROM (
    SELECT rel.res_partner_id, max(m.date) AS latest FROM mail_message m
      JOIN mail_message_res_partner_rel rel ON rel.mail_message_id = m.id
     WHERE message_type IN ('email', 'comment')
       AND author_id IN (SELECT partner_id FROM res_users WHERE share IS NOT TRUE AND id != 1)
     GROUP BY rel.res_partner_id) addressed;
SELECT count(*), max(latest) FROM (
    SELECT n.res_partner_id, max(m.date) AS latest FROM mail_notification n
      JOIN mail_message m ON m.id = n.mail_message_id
     WHERE message_type IN ('email', 'comment')
       AND m.author_id IN (SELECT partner_id FROM res_users WHERE share IS NOT TRUE AND id != 1)
     GROUP BY n.res_partner_id) notified;
SELECT count(*), max(latest), min(oldest) FROM (
    SELECT commercial_partner_id, max(date) AS latest,
           min(date) FILTER (WHERE amount_residual != 0) AS oldest FROM account_move
     WHERE state = 'posted' AND move_type != 'entry' GROUP BY commercial_partner_id) documents;
SELECT count(*), max(latest) FROM (
    SELECT partner_id, max(date) AS latest FROM account_move
     WHERE state = 'posted' AND move_type != 'entry' GROUP BY partner_id) named;
SELECT count(*), max(latest) FROM (
    SELECT partner_shipping_id, max(date) AS latest FROM account_move
     WHERE state = 'posted' AND move_type != 'entry' GROUP BY partner_shipping_id) delivered;
SELECT count(*), max(latest) FROM (
    SELECT partner_id, max(date) AS latest FROM account_payment
     WHERE state IN ('in_process', 'paid') GROUP BY partner_id) payments;
SELECT count(*), max(latest) FROM (
    SELECT partner_id, max(create_date) AS latest FROM crm_lead GROUP BY partner_id) leads;
SELECT count(*), max(latest) FROM (
    SELECT a.partner_id, max(e.start) AS latest FROM calendar_attendee a
      JOIN calendar_event e ON e.id = a.event_id GROUP BY a.partner_id) meetings;
SELECT count(*), max(latest) FROM (
    SELECT id, max(create_date) AS latest FROM res_partner GROUP BY id) created;
-- what is under way keeps whoever it names: entries by hand, drafts, leads, meetings, activities
SELECT count(*), max(latest), min(oldest) FROM (
    SELECT line.partner_id, max(move.date) AS latest,
           min(move.date) FILTER (WHERE NOT line.reconciled) AS oldest
      FROM account_move move JOIN account_move_line line ON line.move_id = move.id
      JOIN account_account account ON account.id = line.account_id
     WHERE move.state = 'posted' AND move.move_type = 'entry' AND move.origin_payment_id IS NULL
       AND account.account_type IN ('asset_receivable', 'liability_payable')
     GROUP BY line.partner_id) entries;
SELECT count(*), max(latest) FROM (
    SELECT partner_id, max(create_date) AS latest FROM account_move
     WHERE state = 'draft' AND move_type != 'entry' GROUP BY partner_id) drafts;
SELECT count(*), max(latest) FROM (
    SELECT partner_id, max(create_date) AS latest FROM account_payment
     WHERE state = 'draft' GROUP BY partner_id) started;
SELECT count(*), max(latest) FROM (
    SELECT lead.partner_id, max(GREATEST(lead.create_date, lead.date_open,
                                         lead.date_last_stage_update, said.date)) AS latest
      FROM crm_lead lead LEFT JOIN (
           SELECT res_id, max(date) AS date FROM mail_message
            WHERE model = 'crm.lead' AND message_type IN ('email', 'comment', 'notification')
            GROUP BY res_id) said ON said.res_id = lead.id
     WHERE lead.won_status IS DISTINCT FROM 'lost' GROUP BY lead.partner_id) open;
SELECT count(*), min(earliest) FROM (
    SELECT a.partner_id, min(e.start) AS earliest FROM calendar_attendee a
      JOIN calendar_event e ON e.id = a.event_id
     WHERE e.start > now() AT TIME ZONE 'UTC' GROUP BY a.partner_id) ahead;
SELECT count(*), max(latest) FROM (
    SELECT res_id, max(GREATEST(create_date, date_deadline)) AS latest FROM mail_activity
     WHERE active AND res_model = 'res.partner' GROUP BY res_id) activities;
SELECT count(*) FROM (
    SELECT partner_id FROM res_users UNION SELECT partner_id FROM res_company
     UNION SELECT res_id FROM ir_model_data WHERE model = 'res.partner') protected;
