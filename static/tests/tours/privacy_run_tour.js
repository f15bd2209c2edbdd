import { registry } from "@web/core/registry";

import {
    PATIENCE,
    chooseRow,
    inState,
    onScreen,
    openApp,
    openMenu,
    openRow,
    openSubmenu,
    openTab,
    searchFor,
} from "./privacy_tour_steps";

function press(name) {
    return {
        content: `Press ${name}`,
        trigger: `.o_statusbar_buttons button:contains('${name}')`,
        run: "click",
    };
}

function inDialog(name) {
    return {
        content: `Press ${name} in the dialog`,
        trigger: `.modal footer button:contains('${name}')`,
        run: "click",
    };
}

const UNDER_WAY = {
    content: "It says how far it is",
    trigger: ".o_form_view .alert-info:contains('batch by batch'):contains('1 of 3')",
};

const STOPPED = {
    content: "It says that everything is stopped",
    trigger: ".o_form_view .alert-danger:contains('All erasing is stopped')",
};

registry.category("web_tour.tours").add("privacy_officer_stops_and_lifts", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        openMenu("privacy_run_menu"),
        openRow("Running"),
        inState("Running"),
        UNDER_WAY,
        {
            content: "The bar shows it",
            trigger: "[name='handled'] .o_progressbar:contains(/1\\s*\\/\\s*3/)",
        },
        {
            content: "And what is left",
            trigger: "[name='todo']:contains('2')",
        },
        press("Refresh"),
        UNDER_WAY,
        press("Stop Everything"),
        {
            content: "The dialog says what is",
            trigger: ".modal .alert-success:contains('Erasing is allowed')",
        },
        inDialog("Stop Everything Now"),
        {
            content: "The dialog is gone",
            trigger: "body:not(:has(.modal))",
        },
        openMenu("privacy_run_menu"),
        openRow("Running"),
        STOPPED,
        press("Lift the Stop"),
        {
            content: "The dialog says who stopped it",
            trigger: ".modal:has(.alert-danger) [name='turned_by']:contains('privacy_officer')",
        },
        inDialog("Lift the Stop"),
        {
            content: "Say yes",
            trigger: ".modal:contains('Allow erasing again') .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "Both dialogs are gone",
            trigger: "body:not(:has(.modal))",
        },
        openMenu("privacy_config_menu"),
        openSubmenu("privacy_stop_menu"),
        {
            content: "The menu leads to the same switch",
            trigger: ".modal .alert-success:contains('Erasing is allowed')",
        },
        {
            content: "Close it",
            trigger: ".modal footer button:contains('Close')",
            run: "click",
        },
        {
            content: "Closed",
            trigger: "body:not(:has(.modal))",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_officer_reads_what_was_not_done", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        openMenu("privacy_run_menu"),
        openRow("Ended With Exceptions"),
        {
            content: "It says how many are incomplete",
            trigger: ".o_form_view .alert-warning:contains('incomplete: 1 of 2')",
        },
        openTab("undone"),
        {
            content: "Who, and why in words",
            trigger: "[name='undone_ids'] .o_data_row:contains('Failed'):contains('nothing of this contact was changed')",
        },
        {
            content: "And nobody else",
            trigger: "[name='undone_ids']:not(:has(.o_data_row + .o_data_row))",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_officer_asks_for_automatic", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        openMenu("privacy_config_menu"),
        openSubmenu("privacy_rule_menu"),
        onScreen("Retention Rules"),
        openRow("Account and billing data"),
        {
            content: "Under four eyes the mode is not simply set",
            trigger: ".o_form_view [name='mode'].o_readonly_modifier",
        },
        press("Ask for Automatic"),
        {
            content: "Say yes",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It waits for another officer",
            trigger: ".o_form_view .alert-warning:contains('asks to make this rule automatic')",
        },
        {
            content: "And cannot be confirmed by oneself",
            trigger: ".o_statusbar_buttons:not(:has(button:contains('Confirm Automatic')))",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_officer_confirms_automatic", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        openMenu("privacy_config_menu"),
        openSubmenu("privacy_rule_menu"),
        // the screen before has rows of timers that name the rule too
        onScreen("Retention Rules"),
        openRow("Account and billing data"),
        press("Confirm Automatic"),
        {
            content: "Say yes",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "The rule acts by itself",
            trigger: ".o_form_view .alert-warning:contains('the night run acts by itself')",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_auditor_follows_a_run", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        openMenu("privacy_run_menu"),
        openRow("Running"),
        UNDER_WAY,
        press("Refresh"),
        UNDER_WAY,
        {
            content: "There is nothing else to press",
            trigger: ".o_statusbar_buttons:not(:has(button + button))",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_timers_say_what_keeps", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        openMenu("privacy_timer_menu"),
        onScreen("Timers"),
        ...searchFor("Held Person"),
        {
            content: "Nothing is due of a contact on hold",
            trigger: ".o_data_row:contains('Held Person'):contains('On Hold'):not(.text-danger)",
        },
        openRow("Held Person"),
        {
            content: "It says why nothing happens",
            trigger: ".o_form_view .alert-warning:contains('on hold'):contains('nothing is erased')",
        },
    ],
});

const KEPT = ".o_data_row:contains('Attachment'):contains('restrictive audit trail'):contains('815')";

registry.category("web_tour.tours").add("privacy_officer_deals_with_kept_items", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        openMenu("privacy_kept_item_menu"),
        onScreen("Kept Items"),
        ...searchFor("attachment"),
        chooseRow("It says what is kept and why; choose it", `${KEPT}.text-warning`),
        {
            content: "Say that it was dealt with",
            trigger: ".o_control_panel button[name='action_settle']",
            run: "click",
        },
        {
            content: "It is no task any more",
            trigger: ".o_list_view:not(:has(.o_data_row))",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_auditor_reads_kept_items", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        openMenu("privacy_kept_item_menu"),
        onScreen("Kept Items"),
        ...searchFor("attachment"),
        {
            content: "What is kept and why can be read, nothing chosen",
            trigger: KEPT,
        },
        {
            content: "There is nothing to press",
            trigger: ".o_list_view:not(:has(button[name='action_settle']))",
        },
    ],
});

/** On a phone lists are cards. */
registry.category("web_tour.tours").add("privacy_officer_on_a_phone", {
    timeout: PATIENCE,
    steps: () => [
        {
            content: "A run is a card",
            trigger: ".o_kanban_record:contains('Running')",
            run: "click",
        },
        UNDER_WAY,
        {
            content: "The bar fits",
            trigger: "[name='handled'] .o_progressbar",
        },
    ],
});
