from odoo import api, models


class Base(models.AbstractModel):
    # The hooks that feed the outbox: one look-up per call, one insert where a clock may move.
    # Stored computed fields (what is still unpaid) reach the database through _write_multi and
    # not through write: hence the low-level hook. No docstring: Odoo would store it as the
    # description of every model that has none, and leave it there.

    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self._privacy_watched():
            self.env["privacy.outbox"]._note_records(records)
        return records

    def write(self, vals):
        if self._privacy_watched() and self._privacy_moves(vals):
            self.env["privacy.outbox"]._note_before(self)
        return super().write(vals)

    def _write_multi(self, vals_list):
        if self._privacy_watched():
            self.env["privacy.outbox"]._note_records(self, set().union(*vals_list))
        return super()._write_multi(vals_list)

    def unlink(self):
        if not self._privacy_watched() or not self:
            return super().unlink()
        outbox = self.env["privacy.outbox"]
        outbox._note_before(self)
        outbox._note_deleted(self)
        return super().unlink()

    def _privacy_watched(self):
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
