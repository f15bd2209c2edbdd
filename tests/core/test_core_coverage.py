"""Every stored field is decided or shown: told from plain values, whoever brought them."""

from odoo.addons.cloudpepper_privacy.core.errors import BadPlan
from odoo.addons.cloudpepper_privacy.core.policy.coverage import (
    STAFF,
    Column,
    address_kind,
    classify,
    declared_reason,
    is_tie,
    looks_personal,
    read_declarations,
    read_modules,
    rule_of,
    shared_act,
)
from odoo.addons.cloudpepper_privacy.core.policy.proposals import Place, Proposal, need_of, propose
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_value

HEAD = "model,fields,reason\n"
NOTE = Column("x_visit", "x_note", "text")


def _code(column, mapped=(), declared=None, free=(), others=()):
    return classify([column, *others], set(mapped), declared or {}, set(free))[column.key]


# === COPIES === #

NAME = Column("x_visit", "x_name", "char")


TITLE = Column("x_visit", "x_title", "char", ends=(NAME.key,))


# === PROPOSALS === #

LINK = ("x_partner_id", "partner")
OWN = Place(LINK)


class TestCoverage(CoreCase):
    @each_value([
        "char", "text", "html", "json", "binary", "properties", "reference", "many2one_reference",
        "a_type_of_tomorrow"])
    def test_what_can_hold_words_is_undecided_until_somebody_decides(self, kind):
        column = Column("x_visit", "x_note", kind)
        assert _code(column) == ""
        assert _code(column, mapped={("x_visit", "x_note")}) == "mapped"
        assert _code(column, free={("x_visit", "x_note")}) == "officer"
        assert _code(column, declared={"x_visit": {"x_note": "state"}}) == "declared"
        assert _code(column, mapped={("x_other", "x_note")}) == ""

    @each_value(["integer", "float", "monetary", "boolean", "date", "selection"])
    def test_a_figure_is_nobodys_data_unless_its_name_says_so(self, kind):
        assert rule_of(Column("x_visit", "x_amount", kind)) == "figure"
        for name in ("birthday", "x_birth_date", "partner_latitude", "gender", "x_phone"):
            assert rule_of(Column("x_visit", name, kind)) == "", name

    def test_a_link_to_a_person_has_to_be_decided_and_one_to_a_thing_has_not(self):
        for kind in ("many2one", "many2many"):
            assert rule_of(Column("x_visit", "x_country", kind, "res.country")) == "link"
            for person in ("res.partner", "res.partner.bank", "hr.applicant", "mail.guest"):
                assert rule_of(Column("x_visit", "x_who", kind, person)) == "", person
            for colleague in STAFF:
                assert rule_of(Column("x_visit", "x_who", kind, colleague)) == "staff", colleague

    def test_what_odoo_keeps_of_who_made_a_record_is_no_link_of_the_record(self):
        assert rule_of(Column("x_visit", "create_uid", "many2one", "res.users", log=True)) == "log"
        assert rule_of(Column("x_visit", "x_who", "many2one", "res.partner")) == ""

    def test_the_definition_of_properties_is_no_property(self):
        assert rule_of(Column("x_team", "x_definition", "properties_definition")) == "definition"
        assert rule_of(Column("x_visit", "x_values", "properties")) == ""

    def test_what_is_computed_from_decided_fields_follows_them(self):
        assert _code(TITLE, mapped={NAME.key}, others=[NAME]) == "copy"
        assert _code(TITLE, others=[NAME]) == ""

    def test_a_computed_field_with_one_undecided_source_is_undecided(self):
        both = TITLE._replace(ends=(NAME.key, NOTE.key))
        assert _code(both, mapped={NAME.key}, others=[NAME, NOTE]) == ""
        assert _code(both, mapped={NAME.key, NOTE.key}, others=[NAME, NOTE]) == "copy"

    def test_a_copy_of_what_nobody_knows_is_undecided(self):
        assert _code(TITLE._replace(ends=(("", ""),)), mapped={NAME.key}, others=[NAME]) == ""

    def test_copies_of_copies_follow_and_circles_hang_on_their_sources(self):
        one = Column("x_visit", "x_one", "char", ends=(("x_visit", "x_two"), NAME.key))
        two = Column("x_visit", "x_two", "char", ends=(("x_visit", "x_one"),))
        for columns in ([NAME, one, two], [two, one, NAME]):
            verdicts = classify(columns, {NAME.key}, {})
            assert (verdicts[one.key], verdicts[two.key]) == ("copy", "copy")
            verdicts = classify(columns, set(), {})
            assert (verdicts[one.key], verdicts[two.key]) == ("", "")

    # === DECLARATIONS === #

    def test_declarations_name_fields_or_a_whole_model(self):
        declared = read_declarations([HEAD, "uom.uom,*,catalogue\n", "x_visit,x_a x_b,state\n"])
        assert declared == {
            "uom.uom": {"*": "catalogue"}, "x_visit": {"x_a": "state", "x_b": "state"}}

    @each_value([
        "uom.uom,*,\n", "uom.uom,,config\n", ",*,config\n", "uom.uom,*,config,more\n",
        "uom.uom,name name,config\n"])
    def test_a_declaration_that_says_too_little_or_too_much_is_refused(self, line):
        with self.assertRaises(BadPlan):
            read_declarations([HEAD, line])

    def test_a_whole_model_is_free_but_for_what_looks_personal(self):
        declared = {"uom.uom": {"*": "catalogue"}}
        assert declared_reason(Column("uom.uom", "name", "char"), declared) == "catalogue"
        for column in (Column("uom.uom", "x_email", "char"),
                       Column("uom.uom", "x_holder_name", "char"),
                       Column("uom.uom", "x_who", "many2one", "res.partner")):
            assert looks_personal(column)
            assert declared_reason(column, declared) == ""
            named = {"uom.uom": {"*": "catalogue", column.name: "staff"}}
            assert declared_reason(column, named) == "staff"

    def test_what_a_module_of_others_adds_to_a_model_is_not_declared_with_it(self):
        declared = {"uom.uom": {"*": "catalogue"}, "res.company": {"*": "company"}}
        added = Column("uom.uom", "x_memo", "text", unread=True)
        assert declared_reason(added, declared) == ""
        assert declared_reason(added._replace(unread=False), declared) == "catalogue"
        named = {"uom.uom": {"*": "catalogue", "x_memo": "state"}}
        assert declared_reason(added, named) == "state"
        assert declared_reason(added._replace(model="res.company"), declared) == "company"

    def test_the_names_of_modules_that_were_read(self):
        assert read_modules(["# of Odoo\n", "base mail # and more\n", "\n", "sale\n"]) == {
            "base", "mail", "sale"}

    def test_a_name_that_only_contains_a_telling_word_is_not_personal(self):
        for name in ("description", "zipper", "ipsum", "mailing_domain", "telltale", "state_name"):
            assert not looks_personal(Column("x_visit", name, "char")), name

    def test_a_persons_own_text_is_emptied_whatever_it_must_say(self):
        assert propose(NOTE, OWN) == Proposal("mask", *LINK, "communication")
        assert propose(NOTE, OWN._replace(alone=False)).act == "mask"
        assert propose(NOTE, OWN, required=True).act == "mask"
        assert propose(NOTE, OWN._replace(billing=True)).category == "account"

    def test_only_what_is_one_persons_through_and_through_goes_as_a_record(self):
        data = Column("x", "data", "json")
        assert propose(data, OWN).act == "mask"
        assert propose(data, OWN, required=True).act == "erase"
        for harm in ("mapped", "figures", "needed"):
            assert propose(data, OWN._replace(**{harm: True}), required=True).act == "", harm
        assert propose(data, OWN._replace(alone=False), required=True).act == ""

    def test_a_number_that_the_system_gives_is_free(self):
        number = Column("crm.lead", "code", "char")
        mapped = OWN._replace(mapped=True, figures=True)
        assert propose(number, mapped, required=True, numbering=True).act == "free"
        assert propose(number, mapped, required=True).act == "mask"

    def test_what_would_be_written_elsewhere_is_not_proposed(self):
        assert propose(NOTE, OWN, foreign=True).act == ""

    def test_a_link_needs_no_decision_but_that_of_many_of_which_the_persons_own_goes(self):
        link = Column("x", "who", "many2one", "res.partner")
        for tie in (link, link._replace(comodel="hr.applicant"),
                    Column("x", "res_model", "char", pointer=True),
                    Column("x", "res_id", "many2one_reference"), Column("x", "to", "reference")):
            assert is_tie(tie)
            proposal = propose(tie, OWN, required=True)
            assert (proposal.act, need_of(tie, proposal)) == ("", "none"), tie
        many = link._replace(type="many2many")
        assert (propose(many, OWN).act, need_of(many, propose(many, OWN))) == ("mask", "accept")
        assert not is_tie(NOTE)

    def test_a_further_link_on_a_known_model_has_to_be_decided(self):
        link = Column("x", "who", "many2one", "res.partner")
        known = OWN._replace(mapped=True, known=True)
        assert (propose(link, known).act, need_of(link, propose(link, known))) == ("", "decide")
        for place, column in ((OWN._replace(mapped=True), link),
                              (known, link._replace(model="res.partner")),
                              (known, link._replace(model="mail.message")),
                              (known, Column("x", "res_id", "many2one_reference"))):
            assert need_of(column, propose(column, place)) == "none", (place, column)
        many = link._replace(type="many2many")
        assert need_of(many, propose(many, known)) == "accept"

    def test_without_a_way_to_a_person_nothing_is_proposed_and_nothing_needed(self):
        assert propose(NOTE, Place()) == Proposal()
        assert need_of(NOTE, Proposal()) == "nobody"
        assert need_of(NOTE, propose(NOTE, OWN)) == "accept"
        assert need_of(NOTE, propose(NOTE, OWN, foreign=True)) == "decide"

    def test_of_what_others_share_words_are_redacted_and_codes_are_kept(self):
        for name, kind in (("story", "text"), ("name", "char"), ("description", "html")):
            assert shared_act(Column("x", name, kind)) == "redact", name
        for name, kind in (("passport", "char"), ("pin_code", "char"), ("id_number", "char"),
                           ("data", "json"), ("picture", "binary"), ("contact_email", "char")):
            assert shared_act(Column("x", name, kind)) == "keep", name

    def test_addresses_are_told_by_their_names(self):
        kinds = {"email": "email", "x_mail_from": "email", "work_email": "email", "phone": "phone",
                 "mobile_phone": "phone", "description": "", "mailing_id": ""}
        assert {name: address_kind(Column("x", name, "char")) for name in kinds} == kinds
        assert address_kind(Column("x", "email", "text")) == ""
