import { stepUtils } from "@web_tour/tour_utils";
import { registry } from "@web/core/registry";

import { PATIENCE, YEAR, openRow, openTab, searchFor } from "./privacy_tour_steps";

const CUSTOMER = "Fietsatelier Wielewaal";

registry.category("web_tour.tours").add("privacy_staff_reads_a_contact", {
    timeout: PATIENCE,
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "There is no app for staff without a privacy role",
            trigger:
                ".o-dropdown--menu:has(.o_app[data-menu-xmlid='contacts.menu_contacts'])" +
                ":not(:has(.o_app[data-menu-xmlid='cloudpepper_privacy.privacy_menu']))",
        },
        {
            content: "Open the contacts",
            trigger: ".o_app[data-menu-xmlid='contacts.menu_contacts']",
            run: "click",
        },
        ...searchFor(CUSTOMER),
        openRow(CUSTOMER),
        {
            content: "The banner says why",
            trigger: `[name='privacy_banner']:contains('Kept until ${YEAR + 2}-12-31')`,
        },
        openTab("privacy"),
        {
            content: "The tag is there, and cannot be taken off",
            trigger:
                "[name='privacy_basis_ids'] .o_tag:contains('Legal obligation'):not(:has(.o_delete))",
        },
        {
            content: "The date is there, to be read",
            trigger: `.o_notebook [name='privacy_kept_until']:not(:has(input)):contains('${YEAR + 2}')`,
        },
        {
            content: "Timers, bases and marks are for privacy users",
            trigger:
                ".o_form_view:not(:has([name='privacy_timer_ids']))" +
                ":not(:has([name='privacy_purpose_ids']))" +
                ":not(:has([name='privacy_running_customer']))" +
                ":not(:has([name='privacy_restricted']))" +
                ":not(:has(button[name='action_privacy_timers']))",
        },
        {
            content: "Open the actions",
            trigger: ".o_form_view .o_cp_action_menus .o-dropdown",
            run: "click",
        },
        {
            content: "None of them erases",
            trigger: ".o-dropdown--menu:has(.o-dropdown-item):not(:contains('Preview Erasure'))",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_staff_reads_an_invoice", {
    timeout: PATIENCE,
    steps: () => [
        openRow(CUSTOMER),
        openTab("privacy"),
        {
            content: "The tags are there",
            trigger:
                "[name='privacy_basis_ids']:has(.o_tag:contains('Contract')) .o_tag:contains('Legal obligation')",
        },
        {
            content: "They cannot be taken off",
            trigger: "[name='privacy_basis_ids']:not(:has(.o_delete)):not(:has(input))",
        },
        {
            content: "The date is there, to be read",
            trigger: `.o_notebook [name='privacy_kept_until']:not(:has(input)):contains('${YEAR + 2}')`,
        },
        {
            content: "And why",
            trigger: `[name='privacy_sentence']:contains('a voucher that the law keeps longer than 7 years')`,
        },
    ],
});
