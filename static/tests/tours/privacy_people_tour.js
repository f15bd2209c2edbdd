import { registry } from "@web/core/registry";

import { PATIENCE } from "./privacy_tour_steps";

/** A form of these pages is sent by an ordinary POST: the page goes, another one comes. */
function send(trigger) {
    return { content: "Send the form", trigger, run: "click", expectUnloadPage: true };
}

function follow(content, trigger) {
    return { content, trigger, run: "click", expectUnloadPage: true };
}

function tick(right) {
    return { content: `Choose ${right}`, trigger: `#right_${right}`, run: "check" };
}

registry.category("web_tour.tours").add("privacy_stranger_asks", {
    timeout: PATIENCE,
    url: "/privacy/request",
    steps: () => [
        tick("access"),
        tick("erasure"),
        { content: "Say where to answer", trigger: "#email", run: "edit zoe@celik.example" },
        { content: "Say a name", trigger: "#name", run: "edit Zoë Çelik" },
        { content: "Say something", trigger: "#text", run: "edit All of it, please" },
        send("form[data-captcha] button[type=submit]"),
        { content: "A mail is on its way", trigger: "#sent" },
    ],
});

registry.category("web_tour.tours").add("privacy_stranger_confirms", {
    timeout: PATIENCE,
    steps: () => [
        send("#confirm"),
        { content: "The request has a number", trigger: "#made strong:contains('REQ/')" },
    ],
});

registry.category("web_tour.tours").add("privacy_portal_asks", {
    timeout: PATIENCE,
    url: "/my",
    steps: () => [
        follow("Open one's own data", "a[href='/my/privacy']"),
        { content: "Read what is held", trigger: "section:has(#held_title) li:contains('Kept')" },
        follow("Make a request", "#new_request"),
        tick("erasure"),
        { content: "Say why, though nobody has to", trigger: "#text", run: "edit I move on" },
        send("#send"),
        { content: "It is in work", trigger: "#standing:contains('We are working on it')" },
        {
            content: "Its right is not decided",
            trigger: ".list-group-item:contains('Erasure'):contains('not decided yet')",
        },
        { content: "Write to the officer", trigger: "#text", run: "edit When will it be done?" },
        send("#say"),
        {
            content: "Read it in the conversation",
            trigger: "#conversation article:contains('When will it be done?'):contains('You')",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_stranger_fetches", {
    timeout: PATIENCE,
    steps: () => [
        { content: "Without a code there is nothing", trigger: "#privacy_code" },
        send("#privacy_send_code"),
        { content: "A code is on its way", trigger: "[role=status]:contains('six digits')" },
        { content: "Type it", trigger: "#privacy_code", run: "edit 123456" },
        {
            content: "Fetch it; what comes is a file, so that the page stays",
            trigger: "#privacy_fetch",
            run() {
                const frame = document.createElement("iframe");
                frame.name = "privacy_file";
                document.body.append(frame);
                this.anchor.form.target = frame.name;
                this.anchor.click();
            },
        },
        { content: "The page stays", trigger: "#privacy_fetch" },
    ],
});
