import { registry } from "@web/core/registry";

import { PATIENCE, openApp } from "./privacy_tour_steps";

const NEXT = { content: "Next", trigger: ".o_privacy_guide_next", run: "click" };

function asks(key) {
    return { content: `Read the question ${key}`, trigger: `[data-question='${key}'] h1` };
}

registry.category("web_tour.tours").add("privacy_first_use", {
    timeout: PATIENCE,
    steps: () => [
        ...openApp("cloudpepper_privacy.privacy_menu"),
        { content: "The desk leads to the guide", trigger: ".o_privacy_desk_go", run: "click" },
        {
            content: "It begins at the first open step",
            trigger: ".o_privacy_guide_steps [data-step='controller'][aria-current='step']",
        },
        asks("controller"),
        { content: "Say who answers", trigger: ".o_privacy_guide_act", run: "click" },
        {
            content: "The privacy contact",
            trigger: ".modal [name='privacy_email'] input",
            run: "edit privacy@tour.example",
        },
        { content: "Save", trigger: ".modal button[name='action_save']", run: "click" },
        {
            content: "The step is done at once",
            trigger: "[data-question='controller'] .alert-success",
        },
        NEXT,
        asks("roles"),
        NEXT,
        asks("coverage"),
        NEXT,
        asks("periods"),
        NEXT,
        asks("preview"),
        { content: "Open the runs", trigger: ".o_privacy_guide_act", run: "click" },
        { content: "The runs are there", trigger: ".o_list_view, .o_kanban_view" },
        { content: "Back to the guide", trigger: ".o_back_button", run: "click" },
        {
            content: "It goes on where something is open",
            trigger: ".o_privacy_guide_steps [aria-current='step']",
        },
        { content: "The last step", trigger: "[data-step='switch']", run: "click" },
        asks("switch"),
        { content: "Later", trigger: ".o_privacy_guide .btn-link", run: "click" },
        { content: "The desk", trigger: ".o_privacy_desk" },
    ],
});
