from odoo import models
from odoo.tools import SQL

from .gateway import EMPTIED, PLACEHOLDER


class PrivacyGateway(models.AbstractModel):
    """Applications whose own write or unlink does more, or less, than what is asked here."""

    _inherit = "privacy.gateway"

    def _mask_by_sql(self, records, names):
        """Empty columns where the model's ``write`` would tell people or touch other values."""
        records.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s)",
                SQL.identifier(records._table),
                SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), self._emptied(records._fields[name]))
                    for name in names
                ),
                records.ids,
            )
        )
        records.invalidate_recordset(names, flush=False)
        records.modified(names)

    def _emptied(self, field):
        """Return SQL of what a column says when it was emptied."""
        if not field.required:
            return SQL("NULL")
        return SQL("%s::jsonb", EMPTIED) if field.translate else SQL("%s", PLACEHOLDER)

    def _mask_mail_guest(self, guests, names):
        """A guest's token is a key: it is changed, and never to the same for two of them."""
        self._mask(guests, names)
        self.env.flush_all()
        self.env.cr.execute(SQL(
            """UPDATE mail_guest SET access_token = gen_random_uuid(), timezone = NULL
                WHERE id = ANY(%s)""", guests.ids))
        guests.invalidate_recordset(["access_token", "timezone"], flush=False)

    def _redacted_mail_message(self, unit):
        """Translations and waiting mails repeat the text of a message: the first are made again
        when somebody asks for them.
        """
        self.env.cr.execute(SQL(
            """DELETE FROM mail_message_translation record USING privacy_plan plan
                WHERE record.message_id = plan.record AND %s""",
            self.env["privacy.plan"]._unit_sql(unit)))
        self.env["mail.message.translation"].invalidate_model(flush=False)

    def _mask_forum_post(self, posts, names):
        """``write`` mails every follower "Question edited", and fails for posts of two forums
        (``website_forum/models/forum_post.py``).
        """
        self._mask_by_sql(posts, names)

    def _mask_rating_rating(self, ratings, names):
        """``write`` of the words sets the date of the rating to now, which moves the figures
        (``rating/models/rating.py``).
        """
        self._mask_by_sql(ratings, names)

    def _mask_event_registration(self, registrations, names):
        """``write`` writes the contact's data anew to the leads made from a registration
        (``event_crm/models/event_registration.py``).
        """
        self._mask(registrations.with_context(event_lead_rule_skip=True), names)

    def _erase_calendar_attendee(self, attendees, _names):
        """The attendance goes, and the link from which Odoo would make it again."""
        self.env.cr.execute(
            SQL(
                """DELETE FROM calendar_event_res_partner_rel rel USING calendar_attendee own
                    WHERE own.id = ANY(%s) AND rel.calendar_event_id = own.event_id
                      AND rel.res_partner_id = own.partner_id""",
                attendees.ids,
            )
        )
        attendees.event_id.invalidate_recordset(["partner_ids"], flush=False)
        attendees.unlink()

    def _erase_calendar_event(self, events, _names):
        """A meeting that Google's calendar knows is only archived by ``unlink``, and so is every
        other of the same call (``google_calendar/models/google_sync.py``): it is emptied, and
        stays incomplete until the next synchronisation has deleted it in both places.
        """
        synced = events.browse()
        if "google_id" in events._fields:
            synced = events.filtered("google_id")
            synced.write({"name": PLACEHOLDER, "description": False, "location": False,
                          "notes": False})
            synced.unlink()
        (events - synced).unlink()
