/** The first screen of the Privacy application: what needs somebody today, and where it goes. */
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { Component, onWillStart, useState } from "@odoo/owl";
import { DeskChart } from "./desk_chart";

const ICONS = { danger: "fa-exclamation-circle", warning: "fa-clock-o", info: "fa-arrow-right" };

export class PrivacyDesk extends Component {
    static template = "cloudpepper_privacy.Desk";
    static components = { DeskChart };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.state = useState({ desk: null });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.desk = await rpc("/privacy/desk", {
            company_ids: user.context.allowed_company_ids,
        });
    }

    get waiting() {
        return this.state.desk.cards.filter((card) => this.waits(card));
    }

    get quiet() {
        return this.state.desk.cards.filter((card) => !this.waits(card));
    }

    waits(card) {
        return card.figures.some((figure) => figure.count);
    }

    icon(figure) {
        return ICONS[figure.tone];
    }

    spoken(card, figure) {
        return _t("%(title)s: %(count)s %(words)s", {
            title: card.title, count: figure.count, words: figure.words,
        });
    }

    open(title, model, domain) {
        return this.action.doAction({
            type: "ir.actions.act_window", name: title, res_model: model, domain,
            views: [[false, "list"], [false, "form"]],
        });
    }

    openFigure(card, figure) {
        return this.open(`${card.title}: ${figure.words}`, card.model, figure.domain);
    }

    openRun() {
        return this.action.doAction({
            type: "ir.actions.act_window", res_model: "privacy.run",
            res_id: this.state.desk.last_run.id, views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("cloudpepper_privacy.desk", PrivacyDesk);
