from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..engine.consents.intake.answers import answer
from ..engine.consents.intake.counting import Counting
from ..engine.consents.intake.door import SIZE, IntakeDoor, Refusal, call_of
from ..engine.leaving.receipts import PATH, Receipts, receipts_of


class PrivacyLeaving(http.Controller):
    """Where other systems say that they have removed what a customer who left had with them: see
    ``doc/leaving.md``. Signed as reports of consents are.
    """

    @http.route(PATH, type="http", auth="public", methods=["POST"], csrf=False, save_session=False,
                readonly=False, max_content_length=SIZE)
    def receipts(self):
        """Take the receipts of a signed call."""
        try:
            source, raws = IntakeDoor(request.env, receipts_of).enter(call_of(request))
            source = source.with_user(SUPERUSER_ID).with_company(
                source.company_id or request.env.company)
            told = Receipts(source.env, source).take(raws)
        except Refusal as refusal:
            return answer(refusal.status, refusal.content)
        refused = sum(each["status"] == "refused" for each in told)
        Counting(request.env).taken(source, refused)
        status = 422 if refused == len(told) else 207 if refused else 200
        return answer(status, {"receipts": [
            {"index": number, **each} for number, each in enumerate(told)]})
