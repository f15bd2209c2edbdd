"""What the register says of the seeded purposes: new fields, which no officer can have filled yet.

The file of data is of an installation; here it fills those purposes that are still there.
"""

from lxml import etree
from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import file_open
from odoo.tools.convert import xml_import

MODULE, DATA = "cloudpepper_privacy", "cloudpepper_privacy/data/privacy_purpose_data.xml"
#: what the register says beside data and bases, which officers may have changed
NEW = {"subject_category_ids", "measure_ids", "owner", "source", "balancing", "dpia",
       "dpia_reason", "review_date"}


def migrate(cr, version):
    env = Environment(cr, SUPERUSER_ID, {"lang": "en_US"})
    with file_open(DATA, "rb") as file:
        tree = etree.parse(file)
    for record in tree.getroot().findall("record"):
        purpose = record.get("model") == "privacy.purpose" and env.ref(
            f"{MODULE}.{record.get('id')}", raise_if_not_found=False)
        if not purpose or purpose.owner or purpose.measure_ids:
            record.getparent().remove(record)
            continue
        for field in record.findall("field"):
            if field.get("name") not in NEW:
                record.remove(field)
    xml_import(env, MODULE, {}, "init", noupdate=True, xml_filename=DATA).parse(tree.getroot())
