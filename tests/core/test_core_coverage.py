"""Every stored field is decided or shown: told from plain values, whoever brought them."""

from odoo.addons.cloudpepper_privacy.core.errors import BadPlan
from odoo.addons.cloudpepper_privacy.core.policy.coverage import (
    Column,
    Proposal,
    address_kind,
    classify,
    declared_reason,
    looks_personal,
    propose,
    read_declarations,
    rule_of,
)
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
            for person in ("res.partner", "res.users", "res.partner.bank", "hr.employee"):
                assert rule_of(Column("x_visit", "x_who", kind, person)) == "", person

    def test_what_odoo_keeps_of_who_made_a_record_is_no_link_of_the_record(self):
        assert rule_of(Column("x_visit", "create_uid", "many2one", "res.users", log=True)) == "log"
        assert rule_of(Column("x_visit", "x_create_uid", "many2one", "res.users")) == ""

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

    def test_a_name_that_only_contains_a_telling_word_is_not_personal(self):
        for name in ("description", "zipper", "ipsum", "mailing_domain", "telltale", "state_name"):
            assert not looks_personal(Column("x_visit", name, "char")), name

    def test_a_persons_own_text_is_emptied_and_a_shared_one_redacted(self):
        assert propose(NOTE, LINK) == Proposal("mask", *LINK, "communication")
        assert propose(NOTE, LINK, shared=True).act == "redact"
        assert propose(NOTE, LINK, billing=True).category == "account"

    def test_what_cannot_be_emptied_goes_as_a_record(self):
        name, data = Column("x", "name", "char"), Column("x", "data", "json")
        assert propose(name, LINK, required=True).act == "mask"
        assert propose(name, LINK, required=True, unique=True).act == "erase"
        assert propose(name, LINK, unique=True).act == "mask"
        assert propose(data, LINK, required=True).act == "erase"
        assert propose(data, LINK).act == "mask"
        link = Column("x", "who", "many2one", "res.partner")
        assert propose(link, LINK, required=True).act == "erase"
        assert propose(link, LINK) == Proposal("", *LINK, "communication")
        assert propose(link._replace(comodel="res.users"), LINK, required=True).act == ""

    def test_nothing_of_others_is_proposed_to_go(self):
        assert propose(Column("x", "data", "json"), LINK, shared=True).act == ""
        assert propose(Column("x", "who", "many2many", "res.partner"), LINK, shared=True).act == ""

    def test_without_a_way_to_a_person_nothing_is_proposed(self):
        assert propose(NOTE, ()) == Proposal()

    def test_addresses_are_told_by_their_names(self):
        kinds = {"email": "email", "x_mail_from": "email", "work_email": "email", "phone": "phone",
                 "mobile_phone": "phone", "description": "", "mailing_id": ""}
        assert {name: address_kind(Column("x", name, "char")) for name in kinds} == kinds
        assert address_kind(Column("x", "email", "text")) == ""
