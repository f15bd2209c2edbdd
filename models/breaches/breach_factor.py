from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("context", "Context of the data"), ("ease", "Ease of identification"),
    ("confidentiality", "Loss of confidentiality"), ("integrity", "Loss of integrity"),
    ("availability", "Loss of availability"), ("intent", "Malicious intent"),
]
#: least and most score of each kind (ENISA 2013)
BOUNDS = {"context": (1, 4), "ease": (0.25, 1)}
CIRCUMSTANCE = (0, 0.5)


class PrivacyBreachFactor(models.Model):
    """One answer of ENISA's method for the severity of a breach (2013), with its score."""

    _name = "privacy.breach.factor"
    _description = "Severity Factor of a Breach"
    _order = "kind, sequence, id"

    kind = fields.Selection(KINDS, required=True)
    name = fields.Char(required=True, translate=True)
    score = fields.Float(required=True, digits=(3, 2), aggregator=None)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.depends("name", "score")
    def _compute_display_name(self):
        for factor in self:
            factor.display_name = f"{factor.name or ''} ({factor.score:g})"

    @api.constrains("kind", "score")
    def _check_score(self):
        for factor in self:
            least, most = BOUNDS.get(factor.kind, CIRCUMSTANCE)
            if not least <= factor.score <= most:
                raise ValidationError(self.env._(
                    "The score of this kind lies between %(least)s and %(most)s.",
                    least=least, most=most))
