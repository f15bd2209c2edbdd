import { registry } from "@web/core/registry";

import { PATIENCE, YEAR, groupBy } from "./privacy_tour_steps";

registry.category("web_tour.tours").add("privacy_invoices_by_kept_until", {
    timeout: PATIENCE,
    steps: () => [
        ...groupBy("Kept Until", "Year"),
        {
            content: "What may go comes first",
            trigger: `.o_group_header:contains('${YEAR - 2} (1)')`,
        },
        {
            content: "What stays has its year",
            trigger: `.o_group_header:contains('${YEAR + 2} (2)')`,
            run: "click",
        },
        {
            content: "Its invoices are in the group",
            trigger: ".o_data_row:contains('Fietsatelier Wielewaal')",
        },
        {
            content: "A running customer has no year yet",
            trigger: ".o_group_header:contains('None (1)')",
        },
    ],
});

registry.category("web_tour.tours").add("privacy_invoices_by_legal_basis", {
    timeout: PATIENCE,
    steps: () => [
        ...groupBy("Legal Basis"),
        {
            content: "All are there for the contract",
            trigger: ".o_group_header:contains('Contract (4)')",
        },
        {
            content: "And all for the law",
            trigger: ".o_group_header:contains('Legal obligation (4)')",
            run: "click",
        },
        {
            content: "An invoice stands in each group",
            trigger: ".o_data_row:contains('Bakkerij De Zilveren Korst')",
        },
    ],
});
