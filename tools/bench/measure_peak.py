"""Peak memory of a run over very many subjects."""

from odoo.tools import SQL

from . import inside


def measure(env, parameters):
    """Fill, refresh, approve and carry out; return what came of it, and the peak in MiB."""
    count = parameters["subjects"]
    env.cr.execute(SQL(
        """INSERT INTO res_partner (name, complete_name, email, email_normalized, phone,
                  phone_sanitized, street, zip, city, active, type, is_company, lang,
                  create_date, write_date, create_uid, write_uid, autopost_bills)
           SELECT name, name, mail, mail, phone, phone, 'Kerkstraat ' || n, '1000', 'Brussel',
                  TRUE, 'contact', FALSE, 'en_US', '2015-01-05', '2015-01-05', 1, 1, 'ask'
             FROM generate_series(1, %s) n
            CROSS JOIN LATERAL (SELECT 'Peak Subject' || n AS name,
                   'peak.' || n || '@mail.example' AS mail,
                   '+3249' || lpad(n::text, 7, '0') AS phone) said RETURNING id""", count))
    ids = [partner for (partner,) in env.cr.fetchall()]
    env.cr.execute("UPDATE res_partner SET commercial_partner_id = id "
                   "WHERE commercial_partner_id IS NULL")
    env.cr.execute("ANALYZE res_partner")
    env.invalidate_all()
    env.cr.commit()
    env["privacy.timer"].refresh(full=True)
    env.cr.commit()
    started = inside.memory()[0]
    with inside.clock() as seconds:
        run = env["privacy.run"].execute(env["res.partner"].browse(ids), approve=True)
    if run.subjects != count or run.state != "done":
        raise RuntimeError(f"{run.state}: {run.subjects} of {count}, {run.incomplete} incomplete")
    return {"peak_mib": inside.memory()[1], "start_mib": started, "seconds": seconds[0]}
