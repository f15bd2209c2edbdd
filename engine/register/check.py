"""What the register lacks, and what the database does that the register does not say."""

from typing import NamedTuple

from odoo.fields import Domain
from odoo.tools import SQL

from ...core.policy.transfers import outside
from ..access.language import in_lang
from ..controller import Controller
from ..labels import Labels
from .controllers import controllers
from .document import Document
from .periods import HOLD, Periods

#: the basis that needs a balancing of interests
INTERESTS = "legitimate_interests"


class Lack(NamedTuple):
    """Something the register does not say.

    :ivar str kind: controller, activity, processing, recipient, database
    :ivar str model: of the record that it is about
    :ivar int record: its id; 0 where there is none
    :ivar str about: what a person calls it
    :ivar str sentence: what is missing
    """

    kind: str
    model: str
    record: int
    about: str
    sentence: str


class Check:
    """Checks the register of one company, in the reader's language.

    :param env: environment; everything is read as superuser
    :param company: whose register
    """

    def __init__(self, env, company):
        self.env = in_lang(env(su=True), env.lang)
        self.company = company.with_env(self.env)
        self._document = Document(self.env, self.company)
        self._periods = Periods(self.env, self.company)
        self._today = self.env["privacy.timer"]._today()

    def every(self):
        """Return every :class:`Lack`: the controller's, activity by activity, recipient by
        recipient, then the database's.
        """
        found = [Lack("controller", "res.company", self.company.id, self.company.name, each)
                 for each in self.of_controller()]
        for kind, records, told in (
                ("activity", self._purposes(), self.of_purpose),
                ("processing", self._document._own("privacy.processing"), self.of_processing),
                ("recipient", self._document._own("privacy.recipient"), self.of_recipient)):
            found += [Lack(kind, each._name, each.id, each.name, sentence)
                      for each in records for sentence in told(each)]
        return found + self.of_database()

    # === RECORDS === #

    def of_controller(self):
        """Return sentences: what the register needs to say of the controller."""
        it = Controller(self.env, self.company)
        found = [self.env._("The controller's %s is not known.", words) for words in it.missing()]
        if not it.dpo:
            found.append(self.env._(
                "Say who the data protection officer is, or why there is none (Art. 37 GDPR)."))
        if outside(it.country.code or "") and not it.representative:
            found.append(self.env._(
                "A controller outside the Union needs a representative in it (Art. 27 GDPR)."))
        return found

    def of_purpose(self, purpose):
        """Return sentences: what an activity lacks."""
        purpose = purpose.with_env(self.env)
        lacks = {
            self.env._("It names no legal basis (Art. 6 GDPR)."): not purpose.line_ids,
            self.env._("It does not say what is done, and what for."): not purpose.description,
            self.env._("It names no data."): not purpose.category_ids,
            self.env._("It does not say whose data they are."): not purpose.subject_category_ids,
            self.env._("It does not say where the data come from."): not purpose.source,
            self.env._("No measure protects it (Art. 32 GDPR)."): not purpose.measure_ids,
            self.env._("It has no function that answers for it."): not purpose.owner,
            self.env._("It uses specially protected data and does not say what lets it "
                       "(Art. 9 and 10 GDPR)."): any(purpose.category_ids.mapped("special"))
            and not purpose.special_ground}
        return [*_those(lacks), *self._of_interests(purpose), *self._of_dpia(purpose),
                *self._of_review(purpose), *self._of_periods(purpose),
                *self._of_transfers(purpose.recipient_ids)]

    def of_processing(self, processing):
        """Return sentences: what a processing on behalf of customers lacks."""
        processing = processing.with_env(self.env)
        nobody = not controllers(self.env, processing.purpose_id, self.company)
        lacks = {
            self.env._("It does not say what is done, and what for."): not processing.description,
            self.env._("It does not say on whose behalf."): not processing.purpose_id,
            self.env._("No customer is tagged for it: nobody is named on whose behalf it is "
                       "done."): bool(processing.purpose_id) and nobody,
            self.env._("It does not name the agreement with the controllers (Art. 28(3) GDPR)."):
                not processing.contract,
            self.env._("It does not say whose data they are."):
                not processing.subject_category_ids,
            self.env._("It names no data."): not processing.data_text,
            self.env._("No measure protects it (Art. 32 GDPR)."): not processing.measure_ids,
            self.env._("It has no function that answers for it."): not processing.owner,
            self.env._("No retention rule says when it ends (Art. 28(3)(g) GDPR)."):
                not self._periods.hosted()}
        return [*_those(lacks), *self._of_review(processing),
                *self._of_transfers(processing.recipient_ids)]

    def of_recipient(self, recipient):
        """Return sentences: what a recipient lacks."""
        return (recipient.with_env(self.env).todo or "").splitlines()

    # === PARTS === #

    def _of_interests(self, purpose):
        """A purpose that rests on legitimate interests has them weighed (Art. 6(1)(f))."""
        if INTERESTS not in purpose.line_ids.mapped("basis_id.code"):
            return []
        if not purpose.balancing_result:
            return [self.env._(
                "It rests on legitimate interests, and nobody has weighed them (Art. 6(1)(f) "
                "GDPR).")]
        return [self.env._(
            "It rests on legitimate interests that do not prevail: end it, or find another basis."
        )] if purpose.balancing_result == "theirs" else []

    def _of_dpia(self, purpose):
        return _those({
            self.env._("Say whether an impact assessment is needed (Art. 35 GDPR)."):
                not purpose.dpia,
            self.env._("Say why an impact assessment is needed or not."):
                bool(purpose.dpia) and not (purpose.dpia_reason or "").strip(),
            self.env._("An impact assessment is needed and not carried out (Art. 35 GDPR)."):
                purpose.dpia == "needed",
            self.env._("Say when the impact assessment was carried out."):
                purpose.dpia == "done" and not purpose.dpia_date})

    def _of_review(self, record):
        return _those({
            self.env._("It has no day to look at it again."): not record.review_date,
            self.env._("The day to look at it again has passed."):
                bool(record.review_date) and record.review_date < self._today})

    def _of_periods(self, purpose):
        """Every category of data has a period (Art. 5(1)(e), 30(1)(f))."""
        covered = {code for each in self._periods.of_purpose(purpose) if each.code != HOLD
                   for code in each.categories}
        return [self.env._("No retention rule ends its data of the category: %s.", each.name)
                for each in purpose.category_ids if each.code not in covered]

    def _of_transfers(self, recipients):
        open_ones = self._document._of_company(recipients).filtered(
            lambda each: each.outside_eea and each.transfer_ground in ("none", "unknown"))
        return [self.env._("Data go to %s outside the EEA, and nobody has said on which ground "
                           "(Art. 44 GDPR).", each.name) for each in open_ones]

    # === WHAT THE DATABASE DOES === #

    def of_database(self):
        """Return every :class:`Lack` that the database shows and the register does not say."""
        return [*self._unregistered_models(), *self._undecided_models(),
                *self._unregistered_recipients(), *self._unregistered_rules()]

    def _purposes(self):
        return self._document._own("privacy.purpose")

    def _unregistered_models(self):
        """Models that hold personal data of a category that no activity uses. A purpose that only
        holds count for (claims) uses what another one has collected.
        """
        used = self._purposes().filtered(
            lambda each: set(each.line_ids.mapped("situation")) != {"hold"}).category_ids
        labels, found = Labels(self.env), {}
        for row in self.env["privacy.map"].search([("category_id", "not in", used.ids)]):
            if row.model_name in self.env and row.category_id:
                found.setdefault(row.model_name, row.category_id)
        return [Lack("database", "privacy.category", category.id, labels.model(name), self.env._(
            "The database holds data of the category %(category)s in “%(model)s”, and no activity "
            "uses them.", category=category.name, model=labels.model(name)))
            for name, category in sorted(found.items())]

    def _undecided_models(self):
        """Models with fields of which nobody has said whose data they hold."""
        labels = Labels(self.env)
        return [Lack("database", "privacy.coverage", 0, labels.model(name), self.env._(
            "Nobody has said whether “%(model)s” holds personal data in fields that the data map "
            "does not know (fields: %(count)s).", model=labels.model(name), count=count))
            for name, count in self.env["privacy.coverage"]._read_group(
                Domain("state", "=", "undecided"), ["model_name"], ["__count"])]

    def _unregistered_recipients(self):
        """Recipients that have received data and stand in no activity."""
        named = (self._purposes().recipient_ids
                 | self._document._own("privacy.processing").recipient_ids)
        self.env["privacy.disclosure"].flush_model(["recipient_id", "company_id"])
        rows = self.env.execute_query(SQL(
            """SELECT recipient_id, count(*) FROM privacy_disclosure
                WHERE recipient_id != ALL(%s) AND (company_id IS NULL OR company_id = %s)
                GROUP BY recipient_id ORDER BY recipient_id""",
            named.ids, self.company.id))
        names = {each.id: each.name for each in self.env["privacy.recipient"].browse(
            [recipient for recipient, _count in rows])}
        return [Lack("database", "privacy.recipient", recipient, names[recipient], self.env._(
            "%(recipient)s has received data (disclosures on record: %(count)s) and stands in no "
            "activity.", recipient=names[recipient], count=count)) for recipient, count in rows]

    def _unregistered_rules(self):
        """Rules that run for data of no activity, staff's for instance."""
        said = {each.code for purpose in self._purposes()
                for each in self._periods.of_purpose(purpose)}
        rules = {rule.code: rule for rule in self._periods.rules()}
        return [Lack("database", "privacy.rule", rules[each.code].id, each.name, self.env._(
            "This retention rule runs, and no activity uses its data."))
            for each in self._periods.every()
            if each.code in rules and each.code not in said and not each.hosted]


def _those(lacks):
    """Return the sentences that hold."""
    return [sentence for sentence, holds in lacks.items() if holds]
