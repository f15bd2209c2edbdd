import { registry } from "@web/core/registry";

import {
    PATIENCE,
    inState,
    onScreen,
    openApp,
    openMenu,
    openRow,
    openSubmenu,
} from "./privacy_tour_steps";

const NO_BUTTON = {
    content: "There is nothing to press",
    trigger:
        ".o_action_manager:has(.o_view_controller)" +
        ":not(:has(.o_list_button_add)):not(:has(.o_form_button_create))" +
        ":not(:has(button:contains('New Preview'))):not(:has(.o_statusbar_buttons button:not([name='action_certificate'])))",
};

registry.category("web_tour.tours").add("privacy_auditor_reads", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        {
            content: "Contacts and timers are not the auditor's",
            trigger:
                ".o_menu_sections" +
                ":not(:has([data-menu-xmlid='cloudpepper_privacy.privacy_timer_menu']))" +
                ":not(:has([data-menu-xmlid='cloudpepper_privacy.privacy_contact_menu']))",
        },
        openMenu("privacy_run_menu"),
        onScreen("Runs"),
        NO_BUTTON,
        openRow("Preview"),
        inState("Preview"),
        NO_BUTTON,
        openMenu("privacy_run_menu"),
        openRow("Done"),
        inState("Done"),
        {
            content: "It says how it ended",
            trigger: ".o_form_view .alert-success:contains('every contact is complete')",
        },
        {
            content: "How far it came can be read",
            trigger: "[name='handled'] .o_progressbar:contains(/1\\s*\\/\\s*1/)",
        },
        {
            content: "What became of each contact can be read, in words",
            trigger: "[name='item_ids'] .o_data_row:contains('The whole contact'):contains('Complete')",
        },
        NO_BUTTON,
        openMenu("privacy_evidence_menu_root"),
        openSubmenu("privacy_evidence_menu"),
        onScreen("Evidence"),
        NO_BUTTON,
        openRow("Contact processed"),
        {
            content: "Read in words what became of it",
            trigger: ".o_form_readonly [name='counts_table']:contains('Message'):contains('Erased')",
        },
        {
            content: "Read its digest",
            trigger: ".o_form_readonly [name='digest']:contains(/[0-9a-f]{64}/)",
        },
        NO_BUTTON,
        openMenu("privacy_evidence_menu_root"),
        openSubmenu("privacy_seal_menu"),
        onScreen("Seals"),
        {
            content: "The evidence is sealed",
            trigger: ".o_data_row [name='digest']",
        },
        NO_BUTTON,
        openMenu("privacy_config_menu"),
        openSubmenu("privacy_rule_menu"),
        onScreen("Retention Rules"),
        openRow("Account and billing data"),
        {
            content: "The policy can be read",
            trigger: ".o_form_readonly [name='ground']:contains('accounting law')",
        },
        NO_BUTTON,
    ],
});
