import { registry } from "@web/core/registry";

import { PATIENCE } from "./privacy_tour_steps";

/** What a small screen shows is not wider than the screen. */
function fits() {
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) {
        throw new Error(`The page is ${page.scrollWidth} wide on a screen of ${page.clientWidth}`);
    }
}

/** Everything that does something is reached by the keyboard and says what it is. */
function isNamed() {
    for (const field of document.querySelectorAll("#wrap input:not([type=hidden])")) {
        if (!field.labels.length || !field.labels[0].textContent.trim()) {
            throw new Error(`Nothing says what ${field.id} is`);
        }
    }
    for (const each of document.querySelectorAll("#wrap :is(a, button, input, summary)")) {
        if (each.tabIndex < 0) {
            throw new Error(`The keyboard does not reach ${each.outerHTML}`);
        }
    }
    if (!document.documentElement.lang) {
        throw new Error("The page says no language");
    }
}

registry.category("web_tour.tours").add("privacy_preferences", {
    timeout: PATIENCE,
    steps: () => [
        {
            content: "Read it on a phone",
            trigger: "#wrap h1",
            run() {
                fits();
                isNamed();
            },
        },
        {
            content: "Come to the switch by the keyboard, and switch off",
            trigger: "input[role=switch]:checked",
            run({ anchor }) {
                anchor.focus();
                if (document.activeElement !== anchor) {
                    throw new Error("The switch takes no focus");
                }
                anchor.click();
            },
        },
        { content: "Save", trigger: "#save", run: "click", expectUnloadPage: true },
        { content: "It counts", trigger: "#saved[role=status]", run: fits },
        { content: "Stop everything", trigger: "#stop_all", run: "click", expectUnloadPage: true },
        { content: "Nothing is in force", trigger: "#saved:contains('Everything is stopped')" },
    ],
});

registry.category("web_tour.tours").add("privacy_consent_confirm", {
    timeout: PATIENCE,
    steps: () => [
        {
            content: "Read what was agreed to",
            trigger: "#agreed:contains('Yes, send me the newsletter.')",
            run() {
                fits();
                isNamed();
            },
        },
        { content: "Agree", trigger: "#confirm", run: "click", expectUnloadPage: true },
        { content: "It counts", trigger: "#made[role=status]" },
    ],
});
