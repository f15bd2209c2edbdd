from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..engine.consents.intake.answers import answer
from ..engine.consents.intake.batch import Batch, status_of
from ..engine.consents.intake.counting import Counting
from ..engine.consents.intake.door import PATH, SIZE, IntakeDoor, Refusal, call_of


class PrivacyConsentEvents(http.Controller):
    """Where other systems report consents: see ``doc/consent_intake.md``.

    What the outside of a call tells is refused before (``models/extended/ir_http.py``).
    """

    @http.route(PATH, type="http", auth="public", methods=["POST"], csrf=False, save_session=False,
                readonly=False, max_content_length=SIZE)
    def report(self):
        """Take the events of a signed call."""
        try:
            source, raws = IntakeDoor(request.env).enter(call_of(request))
        except Refusal as refusal:
            return answer(refusal.status, refusal.content)
        source = source.with_user(SUPERUSER_ID).with_company(
            source.company_id or request.env.company)
        outcomes = Batch(source.env, source).take(raws)
        count = {status: sum(each.status == status for each in outcomes)
                 for status in ("accepted", "known", "refused")}
        Counting(request.env).taken(source, count["refused"])
        return answer(status_of(outcomes), {**count, "events": [
            _told(number, each) for number, each in enumerate(outcomes)
            if each.status != "accepted"]})


def _told(number, outcome):
    """Return what is said of an event that was not simply taken."""
    told = {"index": number, "id": outcome.ident, "status": outcome.status}
    if outcome.status == "refused":
        told["error"] = {"code": outcome.code, "field": outcome.field, "text": outcome.text}
    return told
