from odoo import api, models, tools

from ...engine.acting import is_acting
from ...engine.clocks.staff import STAFF_MODELS, Staff
from ...engine.consents.intake import subscriptions
from ...engine.entered import Entered
from ...engine.gate.screen import with_gate
from ...engine.optout import arrivals as returning
from ...engine.restriction.arrivals import ARRIVALS, Arrivals
from ...engine.restriction.mailing import Mailing
from ...engine.restriction.restriction import Restriction
from ...engine.restriction.shown import Shown, shown_fields
from ...engine.restriction.spared import Spared

#: lines of Odoo's privacy lookup, which archive and delete as the superuser
LOOKUP = "privacy.lookup.wizard.line"


class Base(models.AbstractModel):
    # What every record goes through, in the order in which it stands in each method: what may
    # not be is refused or left out; what may move a clock is noted in the outbox, one look-up
    # per call and one insert where it does. Stored computed fields (what is still unpaid) reach
    # the database through _write_multi and not through write. No docstring: Odoo would store it
    # as the description of every model that has none, and leave it there.

    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        if self._name in ARRIVALS:
            vals_list = Arrivals(self.env).admit(self._name, vals_list)
        vals_list = Entered(self).each(vals_list)
        records = super().create(vals_list)
        if self._privacy_is_watched():
            self.env["privacy.outbox"]._note_records(records)
        returning.Arrivals(self.env).notice(records)
        if arrived := subscriptions.ARRIVING.get(self._name):
            getattr(subscriptions.Subscriptions(self.env), arrived)(records)
        return records

    def write(self, vals):
        if self._name == LOOKUP:
            Spared(self.env).check_lookup(self, vals)
        if self._privacy_is_watched() and self._privacy_moves(vals):
            self.env["privacy.outbox"]._note_before(self)
        vals = Entered(self).values(vals)
        staff = not STAFF_MODELS.get(self._name, frozenset()).isdisjoint(vals)
        before = self._privacy_staff() if staff else None
        moved = self._privacy_moved_lists(vals)
        done = super().write(vals)
        if before is not None:
            Staff(self.env).follow(before, self)
        if self.pool.ready and not self._privacy_address_sources().isdisjoint(vals):
            returning.Arrivals(self.env).notice(self)
        if moved:
            subscriptions.Subscriptions(self.env).changed(moved, bool(vals["opt_out"]))
        return done

    def _write_multi(self, vals_list):
        if self._privacy_is_watched():
            self.env["privacy.outbox"]._note_records(self, set().union(*vals_list))
        return super()._write_multi(vals_list)

    def unlink(self):
        if self and self._privacy_is_watched():
            outbox = self.env["privacy.outbox"]
            outbox._note_before(self)
            outbox._note_deleted(self)
        before = self._privacy_staff()
        done = super().unlink()
        if before:
            Staff(self.env).follow(before)
        return done

    def _privacy_staff(self):
        """Return the colleagues that these users or employees are, and when they left; None where
        that is nobody's business.
        """
        if self._name not in STAFF_MODELS or is_acting(self.env) or not self.pool.ready:
            return None
        return Staff(self.env).contacts(self)

    def _privacy_moved_lists(self, vals):
        """Return the subscriptions whose list these values leave, or join again."""
        if self._name != subscriptions.MODEL or "opt_out" not in vals:
            return None
        return self.filtered(lambda each: each.opt_out != bool(vals["opt_out"]))

    def _privacy_is_watched(self):
        """Whether a clock depends on this model; never while the module itself is set up."""
        return (
            not self._abstract
            and not self._transient
            and self.pool.ready
            and self._name in self.env["privacy.outbox"]._watched()
        )

    def _privacy_moves(self, vals):
        """Whether these values take records from one contact to another."""
        paths = self.env["privacy.signal"]._path_fields().get(self._name, ())
        return any(name in vals for name in paths)

    # === ADDRESSES THAT COME BACK === #

    @tools.ormcache(cache="stable")
    def _privacy_address_fields(self):
        """Return the paths to the addresses of a record of this model."""
        return returning.address_fields(self)

    @tools.ormcache(cache="stable")
    def _privacy_address_sources(self):
        """Return the fields that a person writes an address into."""
        return returning.typed_fields(self)

    # === CONTACTS BEHIND A RECORD === #

    @tools.ormcache(cache="stable")
    def _privacy_shown_fields(self):
        """Return the fields that repeat what a contact says, and the ways to those contacts."""
        return shown_fields(self)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """A mailing shows who is left out of it."""
        arch, view = super()._get_view(view_id, view_type, **options)
        return with_gate(self, arch, view_type), view

    def _read_format(self, fnames, load="_classic_read"):
        return Shown(self.env, self).masked(super()._read_format(fnames, load))

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not bypass_access:
            domain = Shown(self.env, self).searched(domain)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _read_group_groupby(self, alias, groupby_spec, query):
        records = Restriction(self.env).reading(self) if "." in groupby_spec else self
        return Shown(self.env, self).grouped(
            groupby_spec, alias,
            super(Base, records)._read_group_groupby(alias, groupby_spec, query))

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        if _is_toplevel_call:
            # a column of ids alone asks nobody, and gives each record a name of its own
            self.check_access("read")
        return Shown(self.env, self).exported(
            fields, lambda paths, records: super(Base, records)._export_rows(
                paths, _is_toplevel_call=_is_toplevel_call))

    def web_read(self, specification):
        """Contacts behind this record are read along with it (``restricted_mixin.py``)."""
        return super(Base, Restriction(self.env).along(self)).web_read(specification)

    def onchange(self, values, field_names, fields_spec):
        restriction = Restriction(self.env)
        restriction.check_chosen(self, values)
        if self._name == LOOKUP:
            # this form archives and restores within its onchange
            Spared(self.env).check_lookup(self, dict.fromkeys(field_names))
        return super(Base, restriction.along(self)).onchange(values, field_names, fields_spec)

    def _message_get_suggested_recipients(self, **kwargs):
        return Mailing(self.env).suggested(super()._message_get_suggested_recipients(**kwargs))
