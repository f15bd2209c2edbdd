"""A policy from before, sentence by sentence: whether the records say the same today."""

import re

from ...core.policy import deadlines, policy_reading
from ..access.language import in_lang
from .facts import PolicyFacts

SAME, DIFFERS, NONE = "same", "differs", "none"


class Comparison:
    """Compares imported versions with the records of their company.

    :param env: environment; verdicts are in its language
    :param privacy.policy.version versions: imported ones, others are left alone
    """

    def __init__(self, env, versions):
        self.env = env
        self._versions = versions.sudo()

    def note(self):
        """Write down the sentences of versions that were imported as text."""
        rows = [{"version_id": version.id, "sequence": number, "section": each.section,
                 "text": each.text}
                for version in self._versions.filtered("plain_text")
                for number, each in enumerate(policy_reading.sentences(version.plain_text), 1)]
        if rows:
            self.env["privacy.policy.sentence"].sudo().create(rows)

    # === VERDICTS === #

    def differing(self):
        """Return what the records say otherwise, a sentence each; of one version."""
        return [f"“{sentence.text}” {told}" for sentence, (verdict, told)
                in self.verdicts(self._versions.sentence_ids).items() if verdict == DIFFERS]

    def verdicts(self, sentences):
        """Return {sentence: (verdict, what the records say)}."""
        known = _Records(self.env, self._versions.company_id)
        return {sentence: self._verdict(known, sentence) for sentence in sentences}

    def _verdict(self, known, sentence):
        claims = policy_reading.claims(
            policy_reading.Sentence(sentence.section or "", sentence.text or ""))
        if not claims:
            return NONE, False
        wrong = [words for claim in claims if (words := known.denies(claim))]
        return (DIFFERS, "\n".join(wrong)) if wrong else (SAME, False)

    def unsaid(self):
        """Return what the records know and no sentence names: recipients and periods."""
        named = {(claim.kind, claim.key) for sentence in self._versions.sentence_ids
                 for claim in policy_reading.claims(
                     policy_reading.Sentence(sentence.section or "", sentence.text))}
        facts = _Records(self.env, self._versions.company_id).facts
        for each in facts["recipients"]:
            if ("recipient", each["name"]) not in named and each["country"]:
                yield self.env._("Recipient “%s” is in the records, and in no sentence.",
                                 each["name"])
        for each in facts["periods"]:
            if ("period", each["key"]) not in named:
                yield self.env._("Period “%s” is in the records, and in no sentence.",
                                 each["name"])


class _Records:
    """The records of a company, asked about claims. Names are in English, as the text is."""

    def __init__(self, env, company):
        self.env = env
        self.facts = PolicyFacts(in_lang(env, "en_US"), company, "en_US").all()

    def denies(self, claim):
        """Return what the records say instead of a claim; nothing where they say the same."""
        return getattr(self, f"_{claim.kind}")(claim)

    def _entry(self, section, key):
        return next((each for each in self.facts[section] if each["key"] == key), None)

    def _period(self, claim):
        each = self._entry("periods", claim.key)
        if not each:
            return self.env._("No retention rule says it any more.")
        if (str(each["count"]), each["unit"]) == claim.said:
            return ""
        return self.env._("The rule says: %s", each["sentence"])

    def _basis(self, claim):
        each = self._entry("purposes", claim.key)
        if not each:
            return self.env._("This purpose is not in the records.")
        letters = tuple(sorted({letter for article in each["articles"] for letter in re.findall(
            r"6\(1\)\(([a-f])\)", article)}))
        if letters == claim.said:
            return ""
        return self.env._("The records name: %s", "; ".join(each["bases"]) or "-")

    def _event(self, claim):
        each = self._entry("periods", claim.key)
        if each and each["event"] in claim.said:
            return ""
        return self.env._("The rule says: %s", each["sentence"]) if each else self.env._(
            "No retention rule says it any more.")

    def _data(self, claim):
        each = self._entry("purposes", claim.key)
        if not each or set(each["codes"]) == set(claim.said):
            return ""
        return self.env._("The records name: %s", ", ".join(each["data"]) or "-")

    def _recipient(self, claim):
        if any(each["name"] == claim.key for each in self.facts["recipients"]):
            return ""
        return self.env._("%s is no recipient in the records.", claim.key)

    def _right(self, claim):
        return "" if self._entry("rights", claim.key) else self.env._(
            "No request can ask for this right.")

    def _controller(self, claim):
        return self._of_controller("name", claim)

    def _contact(self, claim):
        return self._of_controller("contact", claim)

    def _registry(self, claim):
        return self._of_controller("registry", claim)

    def _address(self, claim):
        return self._of_controller("address", claim)

    def _of_controller(self, field, claim):
        known = self.facts["controller"][0][field] or ""
        if all(_plain(said) in _plain(known) for said in claim.said):
            return ""
        return self.env._("The records say: %s", known or self.env._("nothing"))

    def _authority(self, claim):
        known = self.facts["authority"][0]["text"]
        if all(_plain(said) in _plain(known) for said in claim.said):
            return ""
        return self.env._("The records say: %s", known or self.env._("nothing"))

    def _clauses(self, claim):
        """Whoever is outside the EEA receives data on the ground that the text names."""
        others = [each["name"] for each in self.facts["recipients"]
                  if each["outside"] and claim.said[0] not in each["transfer"]]
        return self.env._("On another ground: %s", ", ".join(others)) if others else ""

    def _automated(self, _claim):
        text = self.facts["automated"][0]["name"]
        return "" if "no decision" in text else self.env._("The records say: %s", text)

    def _answer(self, claim):
        return "" if str(deadlines.MONTHS) == claim.said[0] else self.env._(
            "The clock of requests counts %s months.", deadlines.MONTHS)

    def _updated(self, _claim):
        """When a text was published is nothing that records could deny."""
        return ""


def _plain(text):
    return re.sub(r"[^\w@]", "", text).lower()
