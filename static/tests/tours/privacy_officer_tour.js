import { registry } from "@web/core/registry";

import {
    PATIENCE,
    YEAR,
    inState,
    onScreen,
    openApp,
    openMenu,
    openRow,
    openSubmenu,
    openTab,
    pressAndConfirm,
    searchFor,
} from "./privacy_tour_steps";

const PROSPECT = "Lander Voskuilen";
const CUSTOMER = "Bakkerij De Zilveren Korst";
const SENTENCE =
    `Kept until ${YEAR - 2}-06-15: 3 years after the last interaction on ${YEAR - 5}-06-15`;

registry.category("web_tour.tours").add("privacy_officer_prepares", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        {
            content: "The desk says how many are past their last day; go to them",
            trigger: ".o_privacy_desk [data-card='clocks'] [data-figure='due']",
            run: "click",
        },
        {
            content: "These are their clocks",
            trigger: `.o_list_view .o_data_row:contains('${PROSPECT}')`,
        },
        openMenu("privacy_desk_menu"),
        {
            content: "Every chart is there as a table",
            trigger: ".o_privacy_desk [data-chart='bases'] summary",
            run: "click",
        },
        {
            content: "With its figures",
            trigger: ".o_privacy_desk [data-chart='bases'] details[open] td",
        },
        openMenu("privacy_timer_menu"),
        onScreen("Timers"),
        {
            content: "What is done is not in the way",
            trigger: ".o_searchview_facet:contains('Not Done')",
        },
        ...searchFor(PROSPECT),
        {
            content: "The timer says why",
            trigger: `.o_data_row:contains('${PROSPECT}') [name='sentence']:contains('${SENTENCE}')`,
        },
        openRow(PROSPECT),
        {
            content: "The timer is due",
            trigger: ".o_form_view .alert:contains('The last day of keeping has passed')",
        },
        {
            content: "Go to the contact",
            trigger: ".o_form_view [name='partner_id'] a",
            run: "click",
        },
        {
            content: "The banner says why, and that the day has passed",
            trigger: `[name='privacy_banner']:contains('${SENTENCE}'):contains('the last day has passed')`,
        },
        openTab("privacy"),
        {
            content: "Read the legal basis",
            trigger: "[name='privacy_basis_ids'] .o_tag:contains('No basis')",
        },
        {
            content: "Read the last day",
            trigger: `.o_notebook [name='privacy_kept_until']:contains('${YEAR - 2}')`,
        },
        {
            content: "Read the timer behind it",
            trigger: `[name='privacy_timer_ids'] .o_data_row:contains('${SENTENCE}')`,
        },
        {
            content: "Open the actions",
            trigger: ".o_form_view .o_cp_action_menus .o-dropdown",
            run: "click",
        },
        {
            content: "Preview this contact alone",
            trigger: ".o-dropdown--menu .o-dropdown-item:contains('Preview Erasure')",
            run: "click",
        },
        {
            content: "The preview holds this contact",
            trigger: `[name='item_ids'] .o_data_row:contains('${PROSPECT}')`,
        },
        {
            content: "And nobody else",
            trigger: "[name='item_ids']:not(:has(.o_data_row + .o_data_row))",
        },
        {
            content: "Drop it again",
            trigger: ".o_statusbar_buttons button[name='action_cancel']",
            run: "click",
        },
        inState("Cancelled"),
        openMenu("privacy_run_menu"),
        {
            content: "Preview everybody",
            trigger: ".o_control_panel_main_buttons button:contains('New Preview')",
            run: "click",
        },
        {
            content: "It changed nothing, and says so",
            trigger: ".o_form_view .alert:contains('nothing has been changed')",
        },
        {
            content: "The prospect is due",
            trigger: `[name='item_ids'] .o_data_row:contains('${PROSPECT}'):contains('To Do')`,
        },
        {
            content: "The former customer is due",
            trigger: `[name='item_ids'] .o_data_row:contains('${CUSTOMER}'):contains('To Do')`,
        },
        {
            content: "Nothing can be executed before it is approved",
            trigger: ".o_statusbar_buttons:not(:has(button[name='action_execute']))",
        },
        ...pressAndConfirm("action_approve"),
        inState("Approved"),
        ...pressAndConfirm("action_execute"),
        {
            content: "The question is answered and gone",
            trigger: "body:not(:has(.modal)) .o_form_view",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_officer_sees_what_was_done", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        openMenu("privacy_run_menu"),
        openRow("Done"),
        inState("Done"),
        {
            content: "No button is left",
            trigger: ".o_form_view:not(:has(.o_statusbar_buttons button:not([name='action_certificate'])))",
        },
        {
            content: "Nothing failed",
            trigger: ".o_form_view [name='failed'] span:contains(/^0$/)",
        },
        {
            content: "Open the contacts of the run",
            trigger: "button[name='action_open_items']",
            run: "click",
        },
        onScreen("Contacts of the Run"),
        {
            content: "They are complete, and no name is left",
            trigger: `.o_list_view:not(:contains('${PROSPECT}')) .o_data_row:contains('Complete')`,
        },
        openRow("Anonymised contact"),
        {
            content: "Go to what remains of the contact",
            trigger: ".o_form_view [name='partner_id'] a:contains('Anonymised contact')",
            run: "click",
        },
        {
            content: "The banner says when, and what to do",
            trigger:
                "[name='privacy_banner_anonymised']:contains('Anonymised on'):contains('create a new contact')",
        },
        openMenu("privacy_evidence_menu_root"),
        openSubmenu("privacy_evidence_menu"),
        onScreen("Evidence"),
        {
            content: "Each contact has its row, and no name",
            trigger: `.o_list_view:not(:contains('Anonymised')) .o_data_row:nth-child(3)`,
        },
        {
            content: "A row cannot be made by hand",
            trigger: ".o_control_panel:not(:has(.o_list_button_add))",
        },
    ],
});
