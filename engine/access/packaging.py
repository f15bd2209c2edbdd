"""Access and portability of one request: gathered, reviewed, made a package, handed over."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from ...core.errors import BadPackage
from ...core.requests import package as rules
from ..accounts import FixedAddresses
from ..controller import Controller
from ..housekeeping import Housekeeping
from ..labels import Labels
from .build import Builder
from .collect import Collector
from .delivery import Delivery, confirmed_email

#: rights that a package answers
PACKAGED = ("access", "portability")
#: outcomes of a right whose package goes to the person
GRANTED = ("granted", "partly")
#: fields of a request that gathering and building alone write
COLLECTED = frozenset((
    "findings", "collected_on", "findings_count", "unread_files", "redaction_ids", "package_ids"))


class Packaging:
    """What a request for access or portability needs done (Art. 15 and 20).

    Who may do it is the models' to ask; that the person's identity holds is asked here.

    :param env: environment of the user who acts, for the evidence
    :param privacy.request request: one
    """

    def __init__(self, env, request):
        self.env = env(su=True)
        self._request = request.with_env(self.env)

    # === GATHER === #

    def gather(self):
        """Collect all that is held of the person, and remember what was found.

        :return: (list of {"category", "model", "count"}, :class:`~.collect.Collected`)
        :raise UserError: before the person's identity holds
        """
        self._check_identity()
        collected = Collector(self.env, self._request).collect()
        findings = rules.counts(collected.document)
        number = sum(line["count"] for line in findings)
        self._request.write({
            "findings": findings, "collected_on": fields.Datetime.now(),
            "findings_count": number, "unread_files": collected.unread})
        self._suggest(collected.redactions)
        self.env["privacy.evidence"]._record([{"act": "collect", "counts": {
            "request": self._request.id, "uid": self.env.uid, "records": number}}])
        return findings, collected

    def _check_identity(self):
        if not self._request.identity_on or self._request.state not in ("open", "answered"):
            raise UserError(self.env._(
                "Nothing is gathered before the person's identity holds."))
        FixedAddresses(self.env, self._request).check()

    def _suggest(self, places):
        """Keep a ``privacy.redaction`` for each place; what was reviewed stays as it was decided.

        :param places: (model, record id, field, kind)
        """
        rows = self.env["privacy.redaction"]
        known = {(row.model, row.res_id, row.field, row.kind): row
                 for row in rows.search([("request_id", "=", self._request.id)])}
        found = set(places)
        rows.union(*(row for place, row in known.items()
                     if place not in found and row.state == "suggested")).unlink()
        rows.create([
            {"request_id": self._request.id, "model": model, "res_id": record, "field": name,
             "kind": kind}
            for model, record, name, kind in places if (model, record, name, kind) not in known])

    def findings_table(self):
        """Return what was found as an HTML table, in the reader's language; False without any."""
        labels = Labels(self.env)
        names = {row.code: row.name for row in self.env["privacy.category"].with_context(
            active_test=False).search([])}
        return labels.table(
            (self.env._("Category"), self.env._("What"), self.env._("How Many")),
            [(names.get(line["category"], line["category"]),
              labels.model(line["model"]), line["count"])
             for line in self._request.findings or ()])

    # === BUILD === #

    def asked(self):
        """Return the kinds of package that the request asks for."""
        kinds = set(self._request.right_ids.mapped("kind"))
        return [kind for kind in PACKAGED if kind in kinds]

    def build(self, kind=None):
        """Make the package of a right, and have it wait for the person.

        :param str kind: ``access`` or ``portability``; by default what was asked, access first
        :return: the zip, an ``ir.attachment`` of the superuser
        :raise UserError: before the person's identity holds, for any other kind, and where the
            package would not be what its own description says
        """
        kind = kind or next(iter(self.asked()), "access")
        if kind not in rules.KINDS:
            raise UserError(self.env._("A package is one of: %s.", ", ".join(rules.KINDS)))
        Controller(self.env, self._request.company_id).check()
        self._request._lock()
        _findings, collected = self.gather()
        try:
            return Builder(self.env, self._request).build(
                kind, collected, self.until()).attachment_id
        except BadPackage as error:
            raise UserError(self.env._(
                "The package is not what its own description says, and was not made: %s",
                error)) from error

    def until(self):
        """Return until when a package made now can be fetched (UTC)."""
        days = Housekeeping(self.env).period("keep_package_days")
        return fields.Datetime.now() + timedelta(days=days)

    # === HAND OVER === #

    def fetchable(self, kind):
        """Return the packages of a kind that the person can fetch now."""
        return self._request.package_ids.filtered(
            lambda package: package.kind == kind and Delivery(self.env, package).is_open())

    def check_built(self, kind):
        """Access and portability are granted when their package is there to be fetched.

        :raise UserError: where it is not
        """
        if not self.fetchable(kind):
            raise UserError(self.env._(
                "The package that answers this right is not ready: build it first."))

    def send_link(self, kind):
        """Tell the person where the package is, unless they were told or have no address."""
        if confirmed_email(self._request):
            self.fetchable(kind).filtered(lambda package: not package.sent_on).action_send()
