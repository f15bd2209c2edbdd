from odoo import models

from ...engine.erasure import beside, threads
from ...engine.erasure.act import Act
from ...engine.erasure.contacts import Contacts
from ...engine.erasure.merge_notes import empty_copies
from ...engine.erasure.shortcuts import Shortcuts, drop_translations
from ...engine.erasure.values import PLACEHOLDER
from ...engine.optout.living import keep_of_living


class PrivacyGateway(models.AbstractModel):
    """Hooks for single models: the one place where the engine's acts can be changed.

    The data map says what becomes of records, and the engine does it. Where a model needs more
    than that, a method here is found by its name, so that another module adds a model of its own
    by inheriting ``privacy.gateway`` and adding methods (``doc/extending.md``). Each gets the
    :class:`~odoo.addons.cloudpepper_privacy.engine.plan.Plan` and works in sets, in the engine's
    environment (no tracking, no notification, archived records included):

    ``_decide_<model>(plan)``: changes the plan where the map's act is not right (``plan.keep``,
    ``plan.change``), before anything is done.

    ``_mask_<model>(plan, records, names)``: empties fields in another way than ``write``;
    ``Act(self.env, plan).mask(records, names)`` is the usual one, ``mask_by_sql`` goes past the
    model's ``write``.

    ``_erase_<model>(plan, records)``: deletes records in another way than ``unlink``. A
    ``UserError`` means that Odoo protects them: they are kept with that ground.

    ``_redacted_<model>(plan, unit)``: after mentions in text were replaced.

    ``_remaining_<model>(plan, ids)``: returns the ids of masked records that still say
    something; for models with a ``_mask_`` of their own.

    ``_fast_mask_<model>(plan, units)``, ``_fast_erase_<model>(plan, units)``: one statement
    instead of the ORM, where ``engine/erasure/shortcuts.py`` knows every module that has a say.

    Nothing but these hooks and ``engine/`` writes to a record that is not the module's own.
    """

    _name = "privacy.gateway"
    _description = "Privacy Gateway"

    def _hook(self, verb, model_name):
        """Return the hook of a model for a verb, or None."""
        return getattr(self, f"_{verb}_{model_name.replace('.', '_')}", None)

    # === DECIDE === #

    def _decide_mail_message(self, plan):
        threads.decide_messages(self.env, plan)

    def _decide_mail_tracking_value(self, plan):
        threads.decide_tracking_values(self.env, plan)

    def _decide_mail_followers(self, plan):
        threads.decide_followers(plan)

    def _decide_ir_attachment(self, plan):
        threads.decide_files(self.env, plan)

    def _decide_account_move_line(self, plan):
        threads.keep_hashed(plan, "account.move.line", "account_move_line")

    def _decide_account_bank_statement_line(self, plan):
        """The reference of a bank line is the label of its entry."""
        threads.keep_hashed(plan, "account.bank.statement.line", "account_bank_statement_line")

    # === WHO WANTS NO MARKETING, AND STAYS === #

    def _decide_mail_blacklist(self, plan):
        keep_of_living(plan, "mail.blacklist")

    def _decide_phone_blacklist(self, plan):
        keep_of_living(plan, "phone.blacklist")

    # === THE CONTACT ITSELF === #

    def _mask_res_partner(self, plan, partners, _names):
        Contacts(self.env, plan).mask(partners)

    def _fast_mask_res_partner(self, plan, units):
        Contacts(self.env, plan).mask_fast(units)

    def _remaining_res_partner(self, plan, ids):
        return Contacts(self.env, plan).remaining(ids)

    def _mask_res_users(self, _plan, users, _names):
        beside.mask_users(users)

    def _remaining_res_users(self, _plan, ids):
        return beside.remaining_users(self.env, ids)

    def _mask_res_partner_bank(self, _plan, banks, _names):
        beside.mask_banks(banks)

    def _remaining_res_partner_bank(self, _plan, ids):
        return beside.remaining_banks(self.env, ids)

    # === MESSAGES === #

    def _fast_mask_mail_message(self, plan, units):
        Shortcuts(self.env, plan).mask_messages(units)

    def _fast_erase_mail_message(self, plan, units):
        """Files of standalone mails go first; protected messages are left out once more."""
        shortcuts = Shortcuts(self.env, plan)
        shortcuts.files_of_messages(units).unlink()
        threads.keep_audited(self.env, plan)
        shortcuts.erase(units)

    def _redacted_mail_message(self, plan, unit):
        drop_translations(self.env, unit)
        empty_copies(self.env, plan, unit)

    # === APPLICATIONS WHOSE OWN WRITE OR UNLINK DOES MORE, OR LESS === #

    def _mask_mail_guest(self, plan, guests, names):
        """A guest's token is a key: it is changed, and never to the same for two of them."""
        Act(self.env, plan).mask(guests, names)
        beside.change_guest_tokens(guests)

    def _mask_forum_post(self, plan, posts, names):
        """``write`` mails every follower "Question edited", and fails for posts of two forums
        (``website_forum/models/forum_post.py``).
        """
        Act(self.env, plan).mask_by_sql(posts, names)

    def _mask_rating_rating(self, plan, ratings, names):
        """``write`` of the words sets the date of the rating to now, which moves the figures
        (``rating/models/rating.py``).
        """
        Act(self.env, plan).mask_by_sql(ratings, names)

    def _mask_event_registration(self, plan, registrations, names):
        """``write`` writes the contact's data anew to the leads made from a registration
        (``event_crm/models/event_registration.py``).
        """
        Act(self.env, plan).mask(registrations.with_context(event_lead_rule_skip=True), names)

    def _mask_hr_employee(self, plan, employees, names):
        """``write`` of a work address writes it to the work contact, and makes one named after the
        employee where there is none (``hr/models/hr_employee.py``).
        """
        Act(self.env, plan).mask_by_sql(employees, names)

    def _erase_calendar_attendee(self, _plan, attendees):
        """The attendance goes, and the link from which Odoo would make it again."""
        beside.unlink_attendees(attendees)

    def _erase_calendar_event(self, _plan, events):
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
