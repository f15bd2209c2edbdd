-- What other applications still hold of the subjects: all counts must be zero. The contacts'
-- own addresses are gone, so the ids of the copies tell whose a row was.
WITH subject AS (SELECT partner_id FROM bench_person WHERE n <= :subjects)
SELECT what, count FROM (
    SELECT 'orders' AS what, count(*) FROM sale_order JOIN subject USING (partner_id)
     WHERE coalesce(note, signed_by, client_order_ref, access_token) IS NOT NULL
    UNION ALL
    SELECT 'registrations', count(*) FROM event_registration JOIN subject USING (partner_id)
     WHERE coalesce(name, email, phone) IS NOT NULL
    UNION ALL
    SELECT 'subscribers', greatest(count(*) - (SELECT count(*) FROM bench_person)
           + :subjects - 1, 0) FROM mailing_contact WHERE email_normalized LIKE '%@mail.example'
    UNION ALL
    SELECT 'traces', count(*) FROM mailing_trace JOIN subject ON res_id = partner_id
     WHERE model = 'res.partner' AND email IS NOT NULL
    UNION ALL
    SELECT 'text messages', count(*) FROM sms_sms JOIN subject USING (partner_id)
    UNION ALL
    SELECT 'answers', count(*) FROM survey_user_input_line line
      JOIN survey_user_input input ON input.id = line.user_input_id JOIN subject USING (partner_id)
    UNION ALL
    SELECT 'surveys', count(*) FROM survey_user_input JOIN subject USING (partner_id)
     WHERE coalesce(email, nickname) IS NOT NULL
    UNION ALL
    SELECT 'tasks', count(*) FROM project_task JOIN subject USING (partner_id)
     WHERE coalesce(email_from, email_cc, description) IS NOT NULL
    UNION ALL
    SELECT 'ratings', count(*) FROM rating_rating JOIN subject USING (partner_id)
     WHERE coalesce(feedback, access_token) IS NOT NULL
    UNION ALL
    SELECT 'applicants', count(*) FROM hr_applicant JOIN subject USING (partner_id)
     WHERE coalesce(partner_name, email_from, email_normalized, partner_phone, partner_phone_sanitized,
                    applicant_notes) IS NOT NULL
    UNION ALL
    SELECT 'visitors', count(*) FROM website_visitor JOIN subject USING (partner_id)
) AS checks (what, count) ORDER BY what;
