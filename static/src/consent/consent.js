/** @odoo-module ignore **/
/*
 * Sends what a visitor chooses in a banner. No dependency; for any site.
 *
 *     <script src="consent.js"></script>
 *     <script>
 *         const consent = PrivacyConsent({ url: "/consent" });
 *         consent.send("analytics", "given", { text_version: 3 });
 *         consent.send("analytics", "withdrawn");
 *     </script>
 *
 * The address is one of the site's own server, which adds the network address, signs the call with
 * its key and passes it on (doc/consent_intake.md). A browser holds no key: whoever reads the page
 * would have it. On a website of Odoo the address is /privacy/consent/choice.
 *
 * A choice that cannot be delivered stays in the browser and is tried again: after 1, 2, 4 ... 60
 * seconds, when the network is back, when the page goes (sendBeacon) and on the next page. Each has
 * a name of its own, so that one that arrives twice counts once.
 */
(function () {
    "use strict";

    const QUEUE = "privacy_consent_queue";
    const VISITOR = "privacy_consent_visitor";
    /* choices of one call, and of the queue; seconds until the first new try and between others */
    const MOST = 20;
    const FIRST = 1;
    const LONGEST = 60;
    const FINAL = [400, 403, 404, 409, 413, 415, 422];
    /* one for each address, however often a page asks for it */
    const senders = {};

    function random(size) {
        const bytes = crypto.getRandomValues(new Uint8Array(size));
        return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }

    /* A browser may refuse to store: then a choice lives as long as its page. */
    function stored(name, fallback) {
        try {
            return JSON.parse(localStorage.getItem(name)) || fallback;
        } catch {
            return fallback;
        }
    }

    function store(name, value) {
        try {
            localStorage.setItem(name, JSON.stringify(value));
        } catch {
            return;
        }
    }

    /* The random number of this browser, made with the first choice and not before. */
    function visitor() {
        let known = stored(VISITOR, "");
        if (!/^[A-Za-z0-9_-]{16,64}$/.test(known)) {
            known = random(16);
            store(VISITOR, known);
        }
        return known;
    }

    function PrivacyConsent(options) {
        const target = new URL(options.url, location.href);
        if (target.origin !== location.origin) {
            throw new Error("PrivacyConsent: the address is one of this site's own server");
        }
        const name = QUEUE + target.pathname;
        if (senders[name]) {
            return senders[name];
        }
        let waiting = stored(name, []);
        let pause = FIRST;
        let timer = null;
        let under_way = Promise.resolve();

        function body(events) {
            return JSON.stringify({ events });
        }

        function keep(events) {
            waiting = events.slice(-MOST);
            store(name, waiting);
        }

        function done(events) {
            const ids = new Set(events.map((event) => event.id));
            keep(waiting.filter((event) => !ids.has(event.id)));
            pause = FIRST;
        }

        function later() {
            timer = setTimeout(deliver, pause * 1000);
            pause = Math.min(pause * 2, LONGEST);
        }

        /* One try at a time: a choice made meanwhile goes with the next. */
        function deliver() {
            under_way = under_way.then(once);
            return under_way;
        }

        async function once() {
            clearTimeout(timer);
            const events = waiting.slice();
            if (!events.length) {
                return;
            }
            try {
                const answer = await fetch(target.href, {
                    method: "POST",
                    body: body(events),
                    headers: { "Content-Type": "application/json" },
                    credentials: "same-origin",
                    keepalive: true,
                });
                /* what is wrong with a choice is wrong the next time too; 404: nobody records */
                if (answer.ok || FINAL.includes(answer.status)) {
                    done(events);
                } else {
                    later();
                }
            } catch {
                later();
            }
        }

        function leave() {
            if (waiting.length && navigator.sendBeacon) {
                /* nobody learns whether it arrives: it stays, and may be sent once more */
                navigator.sendBeacon(
                    target.href, new Blob([body(waiting)], { type: "application/json" }));
            }
        }

        addEventListener("online", deliver);
        addEventListener("pagehide", leave);
        deliver();

        senders[name] = {
            /**
             * Send a choice.
             *
             * @param {string|null} purpose code of the purpose; null: every purpose of the banner
             * @param {"given"|"withdrawn"|"refused"} event
             * @param {Object} [words] with what was agreed to: text_version (a number), or words
             * @returns {Promise} when this try has ended, well or not
             */
            send(purpose, event, words) {
                const choice = {
                    id: random(16),
                    event,
                    at: new Date().toISOString(),
                    lang: document.documentElement.lang || "en",
                    page: location.origin + location.pathname,
                    visitor: visitor(),
                };
                if (purpose) {
                    choice.purpose = purpose;
                }
                keep(waiting.concat([Object.assign(choice, event === "given" ? words : {})]));
                return deliver();
            },
            /** How many choices have not arrived yet. */
            waiting: () => waiting.length,
            visitor,
        };
        return senders[name];
    }

    window.PrivacyConsent = PrivacyConsent;
})();
