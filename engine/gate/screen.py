"""What a mailing shows of the gate before it leaves: how many are left out, and why."""

from collections import Counter

from lxml import etree

from .gate import Gate, sender, words

#: models of mailings, whose form gets the button
MAILINGS = ("mailing.mailing",)
ACTION = "cloudpepper_privacy.privacy_mailing_check_action"


def with_gate(model, arch, view_type):
    """Return the form of a mailing with the button; every other view as it is."""
    if model._name not in MAILINGS or view_type != "form":
        return arch
    action = model.env["ir.model.data"]._xmlid_to_res_id(ACTION)
    header = next(arch.iter("header"), None)
    if action and header is not None:
        button = etree.Element("button", {
            "name": str(action), "type": "action", "string": model.env._("Who Is Left Out"),
            "class": "btn-secondary", "invisible": "state in ('sending', 'done')"})
        status = next(header.iter("field"), None)
        header.insert(len(header) if status is None else list(header).index(status), button)
    return arch


class Counts:
    """A mailing that has not left yet."""

    def __init__(self, env, mailing):
        self.env, self.mailing = env, mailing

    def count(self):
        """Return (how many it is for, ``{reason in words: how many are left out}``)."""
        mailing = self.mailing
        ids = mailing._get_remaining_recipients()
        model = self.env[mailing.mailing_model_real]
        channel = "phone" if mailing.mailing_type == "sms" else "mail"
        lists = mailing.contact_list_ids.ids if mailing.mailing_on_mailing_list else []
        gate = Gate(self.env, sender(self.env, mailing))
        counts = Counter(gate.left_out_records(model, ids, channel, lists).values())
        texts = words(self.env)
        return len(ids), {texts[reason]: counts[reason] for reason in texts if counts[reason]}
