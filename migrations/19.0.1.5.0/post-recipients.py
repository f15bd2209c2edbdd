"""The register of recipients knows their website, their mail servers and the module of the standard
clauses: what was seeded, and nobody has written otherwise, gets them.
"""

from odoo.api import SUPERUSER_ID, Environment

MODULE = "cloudpepper_privacy"
#: {seeded recipient: (its name, website)}
WEBSITES = {
    "aws": ("Amazon Web Services", "https://aws.amazon.com"),
    "google_cloud": ("Google Cloud", "https://cloud.google.com"),
    "ovhcloud": ("OVHcloud", "https://www.ovhcloud.com"),
    "cloudflare": ("Cloudflare", "https://www.cloudflare.com"),
    "upcloud": ("UpCloud", "https://upcloud.com"),
    "vultr": ("Vultr", "https://www.vultr.com"),
    "crisp": ("Crisp IM", "https://crisp.chat"),
    "google_workspace": ("Google Workspace", "https://workspace.google.com"),
    "grafana": ("Grafana Labs", "https://grafana.com"),
    "odoo": ("Odoo SA", "https://www.odoo.com"),
    "stripe": ("Stripe", "https://stripe.com"),
    "klaviyo": ("Klaviyo", "https://www.klaviyo.com"),
    "google_analytics": ("Google Analytics", "https://marketingplatform.google.com"),
    "google_ads": ("Google Ads", "https://ads.google.com"),
    "reddit_ads": ("Reddit Ads", "https://www.reddit.com"),
}
#: whose mail servers are known by the end of their names
MAIL_HOSTS = {"aws": "amazonaws.com", "google_workspace": "gmail.com, google.com",
              "ovhcloud": "ovh.net"}
#: whose terms say by the purpose which module holds: an officer says it
OPEN_MODULE = ("google_ads", "reddit_ads")


def migrate(cr, version):
    env = Environment(cr, SUPERUSER_ID, {"lang": "en_US"})
    for code, (name, website) in WEBSITES.items():
        recipient = env.ref(f"{MODULE}.recipient_{code}", raise_if_not_found=False)
        if not recipient or recipient.name != name:
            continue
        if not recipient.website:
            recipient.website = website
        if not recipient.mail_hosts and code in MAIL_HOSTS:
            recipient.mail_hosts = MAIL_HOSTS[code]
        to_processor = (recipient.role, recipient.transfer_ground) == ("processor", "scc")
        if to_processor and recipient.country_id.code == "US" and not recipient.scc_module \
                and code not in OPEN_MODULE:
            recipient.scc_module = "c2p"
