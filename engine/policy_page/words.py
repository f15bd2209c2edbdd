"""Differences between two versions of a policy, in words."""

from ...core.policy import policy_facts

#: fields whose texts are long: it is said that they changed, and the page says to what
LONG = frozenset({"body", "description", "safeguards", "ground", "text"})


class Differences:
    """How two sets of facts differ, in the reader's language.

    :param env: environment in that language
    :param dict old: facts before, of one language; None: there is nothing to compare with
    :param dict new: facts after, of the same language
    """

    def __init__(self, env, old, new):
        self.env = env
        self.changes = () if old is None or new is None else policy_facts.differences(old, new)

    @property
    def is_material(self):
        """Whether people are to hear of one of them."""
        return any(change.is_material for change in self.changes)

    def words(self):
        """Return a sentence for each difference."""
        return [self._sentence(change) for change in self.changes]

    def _sentence(self, change):
        what = self._what(change)
        if change.kind == "added":
            return self.env._("New: %s.", what)
        if change.kind == "removed":
            return self.env._("No longer: %s.", what)
        field = self._fields()[change.field]
        if change.field in LONG:
            return self.env._("%(what)s, %(field)s: worded otherwise.", what=what, field=field)
        if len(change.old) > 1 or len(change.new) > 1:
            return self._of_list(change, what, field)
        return self.env._(
            "%(what)s, %(field)s: from “%(old)s” to “%(new)s”.", what=what, field=field,
            old=(*change.old, self.env._("nothing"))[0].removesuffix("."),
            new=(*change.new, self.env._("nothing"))[0].removesuffix("."))

    def _of_list(self, change, what, field):
        parts = []
        if gained := [text for text in change.new if text not in change.old]:
            parts.append(self.env._("new: %s", ", ".join(gained)))
        if lost := [text for text in change.old if text not in change.new]:
            parts.append(self.env._("no longer: %s", ", ".join(lost)))
        return self.env._("%(what)s, %(field)s: %(parts)s.", what=what, field=field,
                          parts="; ".join(parts))

    def _what(self, change):
        section = {
            "controller": self.env._("Controller"), "purposes": self.env._("Purpose"),
            "categories": self.env._("Data"), "recipients": self.env._("Recipient"),
            "periods": self.env._("Period"), "rights": self.env._("Right"),
            "automated": self.env._("Automated decisions"),
            "authority": self.env._("Supervisory authority"), "texts": self.env._("Section"),
        }[change.section]
        if change.section in ("controller", "automated", "authority"):
            return section
        return self.env._("%(section)s “%(name)s”", section=section, name=change.name)

    def _fields(self):
        """Return {field: what a reader calls it}."""
        return {
            "name": self.env._("name"), "address": self.env._("address"),
            "registry": self.env._("enterprise number"), "contact": self.env._("contact"),
            "description": self.env._("description"), "bases": self.env._("legal bases"),
            "data": self.env._("data"), "recipients": self.env._("recipients"),
            "group": self.env._("group"), "role": self.env._("role"),
            "country": self.env._("country"), "transfer": self.env._("transfer ground"),
            "safeguards": self.env._("safeguards"), "condition": self.env._("when"),
            "sentence": self.env._("kept"), "ground": self.env._("reason"),
            "text": self.env._("address"), "body": self.env._("words"),
        }
