"""What a recipient is told, in words: of the letter, and for whoever tells by another way."""

from ..controller import Controller


class Words:
    """:param env: environment; the words are in its language"""

    def __init__(self, env):
        self.env = env

    def asked(self, event):
        """Return what happened, and what the recipient is asked to do."""
        return {
            "rectification": self.env._(
                "We have corrected data of this person (Art. 16 and 19 GDPR). Please correct them "
                "with you as well, and tell whoever has them from you."),
            "erasure": self.env._(
                "We have erased data of this person (Art. 17 and 19 GDPR). Please erase what you "
                "have of the person from us as well, unless a law makes you keep it, and tell "
                "whoever has it from you."),
            "restriction": self.env._(
                "The processing of this person's data is restricted (Art. 18 and 19 GDPR). Please "
                "store them from now on, and do nothing else with them until we tell you."),
            "objection": self.env._(
                "This person objects to direct marketing (Art. 21(2) and (3) GDPR). Please send "
                "nothing more for us to the person, and take the person out of every list, "
                "audience and profile that serves it."),
            "withdrawal": self.env._(
                "This person has withdrawn consent (Art. 7(3) GDPR). Please stop whatever you do "
                "for us that rests on it."),
        }[event]

    def lines(self, message):
        """Return [(what, value)] by which the recipient finds the person, and what is right now."""
        names = {"email": self.env._("Mail address"), "phone": self.env._("Phone number"),
                 "name": self.env._("Name")}
        return [*((names[kind], value) for kind, values in message.identifiers.items()
                  for value in values),
                *((self.env._("New: %s", what), value) for what, value in message.changes)]

    def letter(self, notice, message):
        """Return what the mail template says.

        :return: asked, categories, number, controller, contact: texts; lines: [(what, value)]
        :rtype: dict
        """
        controller = Controller(self.env, notice.company_id)
        categories = notice.with_env(self.env(su=True)).category_ids
        return {
            "asked": self.asked(message.event), "lines": self.lines(message),
            "categories": ", ".join(categories.mapped("name")), "number": notice.display_name,
            "controller": controller.name, "contact": controller.contact}

    def spoken(self, message):
        """Return the words that whoever tells by another way may use."""
        return "\n".join([self.asked(message.event), "", *(
            f"{what}: {value}" for what, value in self.lines(message))])
