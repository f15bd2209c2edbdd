"""The interfaces of recipients that have one. Each is off until its key is set."""

from .crisp import Crisp
from .google_analytics import GoogleAnalytics
from .klaviyo import Klaviyo
from .stripe import Stripe

#: {code of a connector: its class}
CONNECTORS = {each.connector: each for each in (Crisp, GoogleAnalytics, Klaviyo, Stripe)}
