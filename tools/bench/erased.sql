-- What is still there of the subjects after an erasure: all counts must be zero.
SELECT what, count FROM (
    SELECT 'contacts' AS what, count(*) FROM res_partner p
      JOIN bench_person ON partner_id = p.id AND n <= :subjects
     WHERE active OR name != 'Anonymised contact ' || p.id OR privacy_anonymised_on IS NULL
        OR coalesce(email, email_normalized, phone, phone_sanitized, street, zip, city, vat,
                    comment, function) IS NOT NULL
    UNION ALL
    SELECT 'messages', count(*) FROM mail_message
      JOIN bench_person ON bench_person.partner_id = res_id AND n <= :subjects WHERE model = 'res.partner'
    UNION ALL
    SELECT 'authors', count(*) FROM mail_message
      JOIN bench_person ON partner_id = author_id AND n <= :subjects
    UNION ALL
    SELECT 'notifications', count(*) FROM mail_notification
      JOIN bench_person ON partner_id = res_partner_id AND n <= :subjects
    UNION ALL
    SELECT 'files', count(*) FROM ir_attachment
      JOIN bench_person ON bench_person.partner_id = res_id AND n <= :subjects WHERE res_model = 'res.partner'
    UNION ALL
    SELECT 'followers', count(*) FROM mail_followers
      JOIN bench_person ON bench_person.partner_id = res_id AND n <= :subjects WHERE res_model = 'res.partner'
    UNION ALL
    SELECT 'document names', count(*) FROM account_move m
      JOIN bench_person USING (partner_id)
     WHERE n <= :subjects AND invoice_partner_display_name != 'Anonymised contact ' || partner_id
    UNION ALL
    SELECT 'leads', count(*) FROM crm_lead l
      JOIN bench_person USING (partner_id)
     WHERE n <= :subjects AND coalesce(email_from, email_normalized, phone, phone_sanitized,
                                       contact_name, street, zip) IS NOT NULL
) AS checks (what, count) ORDER BY what;
