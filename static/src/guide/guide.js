/** From installed to automatic: one question a screen, answered by what the database says. */
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";

export class PrivacyGuide extends Component {
    static template = "cloudpepper_privacy.Guide";
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.question = useRef("question");
        this.state = useState({ guide: null, place: 0 });
        onWillStart(async () => {
            await this.load();
            this.state.place = this.state.guide.current;
        });
        // who reads with the ear or by keyboard begins at the question of each step
        useEffect(() => this.question.el?.focus({ preventScroll: true }), () => [this.state.place]);
    }

    async load() {
        this.state.guide = await rpc("/privacy/guide", {
            company_ids: user.context.allowed_company_ids,
        });
    }

    get step() {
        return this.state.guide.steps[this.state.place];
    }

    get isLast() {
        return this.state.place === this.state.guide.steps.length - 1;
    }

    get share() {
        return Math.round((100 * this.state.guide.done) / this.state.guide.steps.length);
    }

    go(place) {
        this.state.place = place;
    }

    /** What was answered elsewhere shows at once where a dialogue closes. */
    act() {
        return this.action.doAction(this.step.action, { onClose: () => this.load() });
    }

    leave() {
        return this.action.doAction("cloudpepper_privacy.privacy_desk_action", {
            clearBreadcrumbs: true,
        });
    }
}

registry.category("actions").add("cloudpepper_privacy.guide", PrivacyGuide);
