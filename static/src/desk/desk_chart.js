import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { getColor } from "@web/core/colors/colors";
import { formatFloat } from "@web/core/utils/numbers";

import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";

/** One chart, and the same figures as a table for who does not see it. */
export class DeskChart extends Component {
    static template = "cloudpepper_privacy.DeskChart";
    static props = { chart: Object, open: Function };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(() => {
            if (!this.canvas.el) {
                return;
            }
            // eslint-disable-next-line no-undef
            const drawn = new Chart(this.canvas.el, this.config());
            return () => drawn.destroy();
        });
    }

    get isEmpty() {
        return !this.props.chart.series.some((series) => series.values.some(Boolean));
    }

    /** Rows of the table: months without anybody are left out, there are many. */
    get rows() {
        const { labels, series } = this.props.chart;
        return labels
            .map((label, place) => ({ label, values: series.map((each) => each.values[place]) }))
            .filter((row) => row.values.some(Boolean));
    }

    shown(value) {
        return Number.isInteger(value) ? value : formatFloat(value, { digits: [16, 1] });
    }

    config() {
        const { kind, labels, series } = this.props.chart;
        const scheme = cookie.get("color_scheme");
        const stacked = { stacked: true, ticks: { precision: 0 }, grid: { display: false } };
        return {
            type: kind,
            data: {
                labels,
                datasets: series.map((each, number) => ({
                    label: each.name,
                    data: each.values,
                    backgroundColor: kind === "bar" ? getColor(number, scheme, "lg")
                        : labels.map((_label, place) => getColor(place, scheme, "lg")),
                })),
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                plugins: {
                    legend: { display: kind !== "bar" || series.length > 1, position: "bottom" },
                },
                scales: kind === "bar" ? { x: stacked, y: { ...stacked, beginAtZero: true } } : {},
            },
        };
    }
}
