import { delay, queryFirst } from "@odoo/hoot-dom";
import { stepUtils } from "@web_tour/tour_utils";

/** Milliseconds that a step waits for its screen: a machine that has much to do is no fault of it. */
export const PATIENCE = 60000;

/** The year in which the tests run: their dates lie on 15 June of years before it. */
export const YEAR = new Date().getFullYear();

export function openApp(menu) {
    return [
        stepUtils.showAppsMenuItem(),
        {
            content: `Open the app ${menu}`,
            trigger: `.o_app[data-menu-xmlid='${menu}']`,
            run: "click",
        },
    ];
}

export function openMenu(name) {
    return {
        content: `Open the menu ${name}`,
        trigger: `.o_menu_sections [data-menu-xmlid='cloudpepper_privacy.${name}']`,
        run: "click",
    };
}

/** An entry of a menu that has been opened by openMenu. */
export function openSubmenu(name) {
    return {
        content: `Open the menu entry ${name}`,
        trigger: `.o-dropdown--menu [data-menu-xmlid='cloudpepper_privacy.${name}']`,
        run: "click",
    };
}

export function onScreen(title) {
    return {
        content: `See the screen ${title}`,
        trigger: `.o_breadcrumb:contains('${title}')`,
    };
}

export function searchFor(text) {
    return [
        {
            content: `Look for ${text}`,
            trigger: ".o_searchview_input",
            run: `fill ${text}`,
        },
        {
            content: "Search",
            trigger: ".o_searchview_input",
            run: "press Enter",
        },
        {
            content: "See what was looked for",
            trigger: `.o_searchview_facet:contains('${text}')`,
        },
    ];
}

/** Choose a row: a list that is just read again forgets what was chosen before. */
export function chooseRow(content, row) {
    const box = `${row} .o_list_record_selector input`;
    return {
        content,
        trigger: box,
        async run() {
            for (let look = 0; look < 100 && !queryFirst(".o_data_row_selected"); look++) {
                queryFirst(box)?.click();
                await delay(500);
            }
        },
    };
}

export function openRow(text) {
    return {
        content: `Open the row of ${text}`,
        trigger: `.o_data_row:contains('${text}') .o_data_cell:first`,
        run: "click",
    };
}

export function openTab(name) {
    return {
        content: `Open the tab ${name}`,
        trigger: `.o_notebook .nav-link[name='${name}']`,
        run: "click",
    };
}

/** Group a list; a date is grouped by one of its periods. */
export function groupBy(label, period) {
    const steps = [
        {
            content: "Open the search options",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            content: `Group by ${label}`,
            trigger: `.o_group_by_menu .o_menu_item:contains(/^\\s*${label}\\s*$/)`,
            run: "click",
        },
    ];
    if (period) {
        steps.push({
            content: `By ${period}`,
            trigger: `.o_group_by_menu .o_accordion_values .o_item_option:contains(/^\\s*${period}\\s*$/)`,
            run: "click",
        });
    }
    return [
        ...steps,
        {
            content: `See the grouping by ${label}`,
            trigger: `.o_searchview_facet:contains('${label}')`,
        },
        {
            content: "Close the search options",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
    ];
}

/** Press a button and say yes to the question it asks. */
export function pressAndConfirm(name) {
    return [
        {
            content: `Press ${name}`,
            trigger: `.o_statusbar_buttons button[name='${name}']`,
            run: "click",
        },
        {
            content: "Say yes",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
    ];
}

export function inState(label) {
    return {
        content: `See the state ${label}`,
        trigger: `.o_statusbar_status .o_arrow_button_current:contains('${label}')`,
    };
}
