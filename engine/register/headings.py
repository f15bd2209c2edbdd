"""What the columns and tables of the register are called, in the reader's language."""


class Headings:
    """The words of a register's heads."""

    def __init__(self, env):
        self.env = env
        self._columns = {**self._of_identity(), **self._of_activity(), **self._of_recipients()}

    def column(self, key, table=""):
        """Return what a column of ``core/register/columns.py`` is called, in a table."""
        return self._of_table().get((table, key)) or self._columns[key]

    def table(self, name):
        """Return what a table is called."""
        return {
            "controller": self.env._("Identification"),
            "activities": self.env._("Register of the controller"),
            "processing": self.env._("Register of the processor"),
            "recipients": self.env._("Recipients"), "measures": self.env._("Security measures"),
        }[name]

    def group(self, name):
        """Return what several columns are called together."""
        return {
            "identity": self.env._("Identification"), "processing": self.env._("Processing"),
            "status": self.env._("Status"), "lawfulness": self.env._("Lawfulness"),
            "people": self.env._("Data subjects and personal data"),
            "recipients": self.env._("Recipients"),
            "transfers": self.env._("Transfers to third countries"),
            "periods": self.env._("Retention"), "security": self.env._("Security"),
            "dpia": self.env._("Impact assessment"), "follow_up": self.env._("Follow-up"),
            "controllers": self.env._("Controllers"),
        }[name]

    def number(self, count):
        """Return how many controllers came or went."""
        return self.env._("%s controllers", count)

    def _of_table(self):
        """Return {(table, key): words} where a table calls a column otherwise."""
        return {
            ("processing", "description"): self.env._("Categories of processing"),
            ("processing", "processors"): self.env._("Sub-processors and their contracts"),
            ("measures", "description"): self.env._("Description"),
            ("measures", "name"): self.env._("Measure"),
            ("recipients", "name"): self.env._("Recipient"),
            ("recipients", "data"): self.env._("Data received"),
        }

    def _of_identity(self):
        return {
            "address": self.env._("Address"), "country": self.env._("Country"),
            "registry": self.env._("Enterprise number"), "contact": self.env._("Contact"),
            "representative": self.env._("Representative"),
            "dpo": self.env._("Data protection officer"),
            "authority": self.env._("Supervisory authority"),
        }

    def _of_activity(self):
        return {
            "code": self.env._("Reference"), "name": self.env._("Name"),
            "description": self.env._("Purposes and description"),
            "owner": self.env._("Responsible function"), "date_from": self.env._("Start date"),
            "date_until": self.env._("End date"),
            "replaced_by": self.env._("Replaced by"), "bases": self.env._("Legal basis"),
            "balancing": self.env._("Balancing of legitimate interests"),
            "people": self.env._("Categories of data subjects"),
            "data": self.env._("Categories of personal data"),
            "special": self.env._("Special categories and criminal data"),
            "source": self.env._("Source of the data"),
            "joint": self.env._("Joint controllers"),
            "periods": self.env._("Retention periods"), "measures": self.env._("Measures"),
            "dpia": self.env._("Data protection impact assessment"),
            "review": self.env._("Review by"), "controllers": self.env._("Controllers"),
            "contract": self.env._("Contract"),
        }

    def _of_recipients(self):
        return {
            "recipients": self.env._("Categories of recipients"),
            "processors": self.env._("Processors and their contracts"),
            "transfers": self.env._("Third countries"),
            "safeguards": self.env._("Appropriate safeguards"),
            "role": self.env._("Role"), "condition": self.env._("When they receive data"),
            "transfer": self.env._("Ground of the transfer"), "kind": self.env._("Kind"),
        }
