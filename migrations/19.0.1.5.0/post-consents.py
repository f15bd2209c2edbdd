"""Consents say their moment, their state and how they came: what older rows say, and no more."""

CHANNELS = ["form", "banner", "list", "import", "desk", "portal", "letter", "phone"]


def migrate(cr, version):
    # the default of the new column says of all that staff entered them: nobody knows
    cr.execute(
        """UPDATE privacy_consent_record SET
                  given_at = CASE WHEN create_date::date = date_given THEN create_date
                                  ELSE date_given + TIME '12:00' END,
                  withdrawn_at = date_withdrawn + TIME '12:00',
                  state = CASE WHEN date_withdrawn IS NULL THEN 'given' ELSE 'withdrawn' END,
                  channel = CASE WHEN lower(trim(source)) = ANY(%s) THEN lower(trim(source)) END,
                  proof = 'none'
            WHERE given_at IS NULL""", [CHANNELS])
