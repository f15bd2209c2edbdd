import { registry } from "@web/core/registry";

import { PATIENCE, inState, onScreen, openApp, openMenu, openRow } from "./privacy_tour_steps";

function inDialog(content, trigger, run) {
    return { content, trigger: `.modal ${trigger}`, run };
}

function choose(name, label) {
    return [
        inDialog(`Open the choice of ${name}`, `[name='${name}'] input`, "click"),
        {
            content: `Choose ${label}`,
            trigger: `.o_select_menu_item:contains('${label}')`,
            run: "click",
        },
    ];
}

function decide(right) {
    return [
        {
            content: `Decide on ${right}`,
            trigger: `[name='right_ids'] .o_data_row:contains('${right}') button[name='action_decide']`,
            run: "click",
        },
        { content: "The dialogue opens", trigger: ".modal .modal-title:contains('Decide')" },
    ];
}

function outcome(right, label) {
    return {
        content: `${right}: ${label}`,
        trigger: `[name='right_ids'] .o_data_row:contains('${right}'):contains('${label}')`,
    };
}

/** A person at the desk counts clicks, from the row of the ticket on: more are refused. */
function within(clicks, steps) {
    const counted = steps.filter((step) => step.run === "click").length;
    if (counted > clicks) {
        throw new Error(`${counted} clicks, and ${clicks} were to be enough`);
    }
    return steps;
}

const listRequests = [
    openMenu("privacy_request_menu"),
    { content: "The board opens", trigger: ".o_kanban_view" },
    { content: "As a list", trigger: ".o_cp_switch_buttons .o_list", run: "click" },
    onScreen("Requests"),
];
const openRequests = [...openApp("cloudpepper_privacy.privacy_menu"), ...listRequests];

registry.category("web_tour.tours").add("privacy_officer_answers", {
    timeout: PATIENCE,
    steps: () => [
        ...openRequests,
        openRow("Ann to be Extended"),
        {
            content: "Put the answer off",
            trigger: ".o_statusbar_buttons button[name='action_extend']",
            run: "click",
        },
        inDialog("Say why", "[name='reason'] textarea", "edit Many systems to search"),
        inDialog("Extend", "button:contains('Extend and Tell the Person')", "click"),
        { content: "It is extended", trigger: "[name='extension_reason']:contains('Many systems')" },
        ...listRequests,
        openRow("Bart to be Refused"),
        ...decide("Erasure"),
        ...choose("outcome", "Refused"),
        ...choose("ground", "Legal claims"),
        inDialog("Say why", "[name='reason'] textarea", "edit A case is before the court."),
        inDialog("Decide", "button:contains('Decide')", "click"),
        outcome("Erasure", "Refused"),
        inState("Answered"),
        ...listRequests,
        openRow("Cleo to be Restricted"),
        ...decide("Restriction"),
        inDialog("Restrict", "button:contains('Restrict Now')", "click"),
        outcome("Restriction", "Granted"),
        inState("Answered"),
    ],
});

const confirmIdentity = [
    {
        content: "Say who it is",
        trigger: ".o_statusbar_buttons button[name='action_confirm_identity']",
        run: "click",
    },
    inDialog("The contact is found", "[name='partner_ids'] .o_tag"),
    inDialog("Confirm", ".modal-footer button:contains('Confirm')", "click"),
    inState("In Progress"),
];

registry.category("web_tour.tours").add("privacy_officer_packages", {
    timeout: PATIENCE,
    steps: () => [
        ...openRequests,
        ...within(7, [
            openRow("Zoë Çelik"),
            ...confirmIdentity,
            {
                content: "Build the package",
                trigger: ".o_statusbar_buttons button[name='action_build_package']",
                run: "click",
            },
            ...decide("Access"),
            inDialog("Granted is suggested", "[name='outcome'] input:value('Granted')"),
            inDialog("Decide", ".modal-footer button:contains('Decide')", "click"),
            outcome("Access", "Granted"),
            inState("Answered"),
        ]),
    ],
});

registry.category("web_tour.tours").add("privacy_officer_erases_and_answers", {
    timeout: PATIENCE,
    steps: () => [
        ...openRequests,
        ...within(6, [
            openRow("Noor Janssens"),
            ...confirmIdentity,
            ...decide("Erasure"),
            inDialog("What would go is shown", "[name='would_go'] table"),
            inDialog("Erase", "button:contains('Erase and Answer')", "click"),
            {
                content: "Yes",
                trigger: ".modal:contains('Erase this person') .btn-primary",
                run: "click",
            },
        ]),
        {
            content: "Its run is queued",
            trigger: "[name='right_ids'] .o_data_row:contains('Erasure') [name='run_id']:contains('/')",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_officer_erases", {
    timeout: PATIENCE,
    steps: () => [
        ...openRequests,
        openRow("Ilse Vermeulen"),
        ...decide("Erasure"),
        inDialog("A preview", ".alert:contains('nothing has been changed yet')"),
        inDialog("What would go is shown", "[name='would_go'] table"),
        inDialog("Erase", "button:contains('Erase Now')", "click"),
        {
            content: "Yes",
            trigger: ".modal:contains('Erase this person') .btn-primary",
            run: "click",
        },
        { content: "The run opens", trigger: ".o_breadcrumb:contains('Runs'), .o_form_view [name='subjects']" },
    ],
});

registry.category("web_tour.tours").add("privacy_officer_grants_erasure", {
    timeout: PATIENCE,
    steps: () => [
        ...openRequests,
        openRow("Ilse Vermeulen"),
        ...decide("Erasure"),
        inDialog("Granted is suggested", "[name='outcome'] input:value('Granted')"),
        inDialog("Decide", ".modal-footer button:contains('Decide')", "click"),
        outcome("Erasure", "Granted"),
        inState("Answered"),
    ],
});

registry.category("web_tour.tours").add("privacy_user_takes_in", {
    timeout: PATIENCE,
    steps: () => [
        ...openRequests,
        { content: "New", trigger: ".o_list_button_add", run: "click" },
        {
            content: "Who asks",
            trigger: "[name='person_name'] input",
            run: "edit Dora at the Desk",
        },
        {
            content: "Where to answer",
            trigger: "[name='person_email'] input",
            run: "edit dora@desk.example",
        },
        {
            content: "Add a right",
            trigger: "[name='right_ids'] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "Open the rights",
            trigger: "[name='right_ids'] .o_selected_row [name='kind'] input",
            run: "click",
        },
        {
            content: "Access",
            trigger: ".o_select_menu_item:contains('Access')",
            run: "click",
        },
        { content: "Save", trigger: ".o_form_button_save", run: "click" },
        {
            content: "It has a number and a last day",
            trigger: ".o_form_saved h1 [name='name']:contains('REQ/'), .o_form_readonly h1:contains('REQ/')",
        },
        inState("Received"),
    ],
});
