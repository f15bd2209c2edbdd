"""What other people's rights take out of one person's answer (Art. 15(4) and 20(4))."""

#: kinds: a link to another person, one named in a text, another's words, a whole file
LINK, IDENTIFIER, WRITTEN, FILE = "link", "identifier", "written", "file"


class Redactions:
    """The places of one collection where something of another person stands.

    :param env: environment of the superuser
    :param privacy.request request: whose officer may have released some of them
    """

    def __init__(self, env, request):
        self.env = env
        self._released = {
            (row.model, row.res_id, row.field, row.kind)
            for row in env["privacy.redaction"].search([
                ("request_id", "=", request.id), ("state", "=", "released")])}
        self._places = {}

    def take(self, model, record, name, kind):
        """Note a place.

        :return: whether it is to be taken out: no officer has released it
        """
        place = (model, record, name, kind)
        self._places[place] = None
        return place not in self._released

    def places(self):
        """Return (model, record id, field, kind) of every place once, released ones included."""
        return list(self._places)

    def withheld_messages(self):
        """Return the ids of the messages that are another person's words, released or not."""
        return {record for model, record, _name, kind in self._places
                if (model, kind) == ("mail.message", WRITTEN)}

    def listed(self, lang):
        """Return what is taken out and why, as the document lists it, in a language."""
        reasons = self.env["privacy.redaction"].with_context(lang=lang)._reasons()
        return [{"model": model, "record": record, "field": name, "kind": kind,
                 "reason": reasons[kind]}
                for model, record, name, kind in self._places
                if (model, record, name, kind) not in self._released]
