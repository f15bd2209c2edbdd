"""All attacks, in order: each with its case and what is tried."""
from collections.abc import Callable
from typing import NamedTuple

from . import (
    bad_input,
    consents,
    held,
    identity,
    inside,
    intake,
    limits,
    mails,
    replay,
    restricted,
)
from .world import Seen


class Line(NamedTuple):
    """One attack.

    :ivar str case: what it is about
    :ivar Callable attack: function of the world
    """

    case: str
    attack: Callable

    @property
    def what(self):
        """What is tried, in words."""
        return self.attack.__doc__.splitlines()[0].rstrip(".")

    def tried(self, world):
        """Attack; what breaks off has shown nothing, and counts as open.

        :rtype: Seen
        """
        try:
            return self.attack(world)
        except Exception as error:
            return Seen(False, f"broke off: {type(error).__name__} {str(error)[:150]}")


LINES = (
    Line("D1", identity.sign_up_and_ask),
    Line("D1", identity.lift_an_opt_out),
    Line("D1", identity.guess_the_code),
    Line("D1", identity.type_a_further_address),
    Line("D2", identity.confirm_mail_without_a_click),
    Line("D2", identity.edit_the_contact_afterwards),
    Line("D2", identity.write_what_buttons_set),
    Line("D3", limits.flood_from_one_source),
    Line("D3", limits.flood_one_address),
    Line("D3", limits.press_twice_in_the_portal),
    Line("D4", held.delete_a_held_document),
    Line("D4", held.delete_the_held_contact),
    Line("D4", held.delete_held_files),
    Line("D4", held.release_the_hold),
    Line("D5", restricted.fetch_the_visiting_card),
    Line("D5", restricted.fetch_the_picture),
    Line("D5", restricted.read_it_over_rpc),
    Line("D5", restricted.find_it_by_guessing),
    Line("D5", restricted.read_it_through_documents),
    Line("D6", replay.forge_a_journal),
    Line("D6", replay.forge_it_for_two),
    Line("D6", replay.give_rubbish),
    Line("D7", consents.rewrite_a_consent),
    Line("D7", consents.consent_for_somebody),
    Line("D8", mails.send_what_programs_write),
    Line("D8", mails.have_a_list_answered),
    Line("D8", mails.divert_the_answer),
    Line("D8", mails.bring_a_mail_by_hand),
    Line("D8", mails.write_in_anothers_name),
    Line("D8", mails.have_words_misread),
    Line("D8", mails.remove_a_right_without_a_reason),
    Line("D8", mails.send_what_breaks_a_reader),
    Line("D9", inside.take_a_role_silently),
    Line("D9", inside.look_as_a_portal_user),
    Line("D9", inside.look_at_requests_as_a_colleague),
    Line("D9", inside.write_before_identity_holds),
    Line("D9", inside.change_settings_by_making_them),
    Line("D10", inside.verify_the_evidence),
    Line("D10", inside.rewrite_the_evidence),
    Line("P13", intake.forge_events),
    Line("P13", intake.learn_what_exists),
    Line("bad", bad_input.fill_the_form_badly),
    Line("bad", bad_input.follow_wrong_links),
    Line("bad", bad_input.enter_what_no_column_holds),
)


def chosen(words):
    """Return the lines whose case or words hold one of some words; all where there are none."""
    return [line for line in LINES if not words or any(
        word.lower() in f"{line.case} {line.what}".lower() for word in words)]
