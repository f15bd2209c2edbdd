"""The people whom the tours name."""

from datetime import date
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase

from ...engine.proof.database import Database
from ...engine.runs.worker import Worker
from ..common import PrivacyCommon

CRON = "cloudpepper_privacy.ir_cron_run"
#: seconds in which a tour comes to its end on a machine that has much to do
PATIENCE = 300


class Touring(HttpCase):
    """Tours that end when they are done, and not when a minute is over."""

    def start_tour(self, url_path, tour_name, step_delay=None, **kwargs):
        return super().start_tour(
            url_path, tour_name, step_delay, **{"timeout": PATIENCE, **kwargs})


class TourCommon(PrivacyCommon, Touring):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        # the tours name these people, and Odoo bundles tours into files
        cls.startClassPatcher(patch.object(
            Database, "files", lambda _database, _after: ([], None)))
        cls.year = fields.Date.today().year
        cls.prospect = cls._contact(
            "Lander Voskuilen", email="lander@mail.example", phone="+32 470 12 34 56",
            facts=[("mail", f"{cls._june(5)} 10:00:00")],
        )
        cls.gone = cls._contact(
            "Bakkerij De Zilveren Korst", is_company=True, email="korst@mail.example",
            facts=[("mail", f"{cls._june(9)} 10:00:00"), ("invoice", cls._june(9))],
        )
        cls.staying = cls._contact(
            "Fietsatelier Wielewaal", is_company=True, email="wielewaal@mail.example",
            facts=[("mail", f"{cls._june(5)} 10:00:00"), ("invoice", cls._june(6)),
                   ("invoice", cls._june(5))],
        )
        cls.ours = cls.prospect | cls.gone | cls.staying
        cls.timers.refresh()

    @classmethod
    def _june(cls, ago):
        """Return the 15th of June some years before this one."""
        return date(cls.year - ago, 6, 15)

    def _cron(self):
        self.env.ref(CRON).method_direct_trigger()
        self.env.invalidate_all()

    def _our_items(self, run):
        return run.item_ids.filtered(lambda item: item.partner_ref in self.ours.ids)

    def _under_way(self):
        """A run over three contacts of which the first is done."""
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", "1")
        run = self.runs.preview(self.ours)
        run.action_approve()
        claim, claimed = Worker.claim, []

        def once(worker, size):
            return worker.env["privacy.run.item"] if claimed else claimed.append(1) or claim(
                worker, size)

        with patch.object(Worker, "claim", once):
            run._work()
        self.env.invalidate_all()
        self.assertEqual((run.state, run.handled), ("running", 1))
        return run
