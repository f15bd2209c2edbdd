/**
 * Odoo's own cookie bar keeps the visitor's choice in a cookie of the browser, and nowhere else.
 * Here it is recorded as well, under a random number of the browser. Where no source of consents
 * is that of this website, the server answers 404 and nothing is stored.
 */
function record(event) {
    const bar = document.getElementById("website_cookies_bar");
    const text = ((bar && (bar.innerText || bar.textContent)) || "").replace(/\s+/g, " ").trim();
    const consent = window.PrivacyConsent({ url: "/privacy/consent/choice" });
    return consent.send(null, event, { words: text.slice(0, 4000) || "-" });
}

document.addEventListener("optionalCookiesAccepted", () => record("given"));
document.addEventListener("optionalCookiesDenied", () => record("refused"));
