"""What happens once: after installation, and when the module goes."""

#: Cloudpepper's identity (POLICY.md, P1) and the authority to complain to (P12)
IDENTITY = {
    "privacy_controller_name": "Cloudpepper BV",
    "privacy_controller_address": "Witte Patersstraat 4, 1040 Brussels, Belgium",
    "privacy_controller_registry": "BE 0804.323.604",
    "privacy_email": "privacy@cloudpepper.io",
    "privacy_authority": (
        "Gegevensbeschermingsautoriteit / Autorité de protection des données\n"
        "Drukpersstraat 35, 1000 Brussels, Belgium\n"
        "www.gegevensbeschermingsautoriteit.be"
    ),
}


def post_init_hook(env):
    """Seed the identity where a company has none, and start every clock."""
    for company in env["res.company"].search([]):
        own = (company.vat, company.street, company.email, company.privacy_email,
               company.privacy_controller_name)
        if not any(own):
            company.write(IDENTITY)
    env["privacy.timer"]._refresh(full=True)


def uninstall_hook(env):
    """Leave Odoo as it was: tables and columns go with the models, these do not."""
    env["privacy.subject.purpose"].search([("id", ">", 0)]).unlink()
    env["ir.config_parameter"].search([("key", "=like", "cloudpepper_privacy.%")]).unlink()
    env.cr.execute("DROP FUNCTION IF EXISTS privacy_append_only() CASCADE")
