"""What officers have been told of the health of it all."""

from . import health_alert
