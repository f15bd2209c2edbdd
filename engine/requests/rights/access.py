"""Access (GDPR Art. 15): granted when its package is there to be fetched."""

from odoo.exceptions import UserError

from .base import Right


class Packaged(Right):
    """A right that a package answers."""

    def check_done(self, outcome):
        """The package is ready."""
        packages = self.right.request_id.sudo().package_ids.filtered(
            lambda package: package.kind == self.kind and package._can_be_fetched())
        if not packages:
            raise UserError(self.env._(
                "The package that answers this right is not ready: build it first."))

    def settle(self):
        """The decision that grants it tells where the package is, by the same act."""
        if self.right.outcome not in ("granted", "partly"):
            return
        request = self.right.request_id
        for package in request.package_ids.filtered(
                lambda each: each.kind == self.kind and each._can_be_fetched()
                and not each.sent_on):
            if request._confirmed_email():
                package.action_send()


class Access(Packaged):
    """A copy of what is held, and why."""

    kind = "access"
