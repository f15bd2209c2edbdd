"""Text that a module ships and that nobody has changed is nobody's: an account number in a
preview of the document layout, a company in the example of a mail template.

A place counts as such where its record has an XML id of an installed module, and every language
of the field says what the module's own files say (``module_source.py``). What a module's classes
and manifest say of themselves (names of fields and modules), and bundles that Odoo makes of
modules' files, count too. One word of somebody's, and the place is a finding.
"""

from lxml import etree
from odoo.addons.base.models.ir_ui_view import get_view_arch_from_file
from odoo.tools import SQL, file_path

from .classify import can_be_redacted
from .database import FILE
from .module_source import ModuleSource, words


class Shipped:
    """Finds the places of ``privacy_place`` that hold nothing but what a module ships."""

    def __init__(self, env):
        self.env = env
        self._sources = {}
        self._mapped = {entry.model for entry in env["privacy.map"]._compiled()}

    def forget(self, run):
        """Forget the places of a run that hold nothing but shipped text.

        :return: of how many records they are: each once, whoever was met there
        """
        shipped = [place for place in self._candidates() if self._is_shipped(*place)]
        for model, column, row, _module, _name in shipped:
            table = self.env[model]._table
            self.env.cr.execute(SQL(
                """DELETE FROM privacy_run_hit
                    WHERE run_ref = %s AND (table_name, column_name, row_ref) = (%s, %s, %s)""",
                run.id, table, column, row))
            self.env.cr.execute(SQL(
                "DELETE FROM privacy_place WHERE (model, column_name, row_ref) = (%s, %s, %s)",
                model, column, row))
        return len({(model, row) for model, _column, row, _module, _name in shipped})

    def _candidates(self):
        """Return [(model, column, row, module, XML id)] of places that a module may have made."""
        return self.env.execute_query(SQL(
            """SELECT DISTINCT ON (place.model, place.column_name, place.row_ref)
                      place.model, place.column_name, place.row_ref, data.module, data.name
                 FROM privacy_place place
                 LEFT JOIN ir_model_data data ON (data.model, data.res_id)
                      = (place.model, place.row_ref)
                 LEFT JOIN ir_module_module module ON module.name = data.module
                  AND module.state IN ('installed', 'to upgrade')
                WHERE place.what = 'left' AND place.row_ref IS NOT NULL
                  AND (module.id IS NOT NULL OR place.model IN ('ir.attachment', 'ir.model.data'))
                ORDER BY 1, 2, 3, data.id"""))

    def _is_shipped(self, model, column, row, module, name):
        record = self.env[model].sudo().browse(row).exists()
        if not record:
            return False
        if model == "ir.model.data":
            return record.module in self.env["ir.module.module"].sudo()._installed()
        if model == "ir.attachment":
            return column in (FILE, "index_content", "db_datas") and self._is_bundle(record)
        if not can_be_redacted(self.env, model, column):
            return False
        field = record._fields[column]
        stored = self._stored(record, field)
        english = self._english(record, column, module, name)
        if not stored or english is None:
            return False
        source = self._source(module, model)
        return all(
            words(value) in self._versions(record, field, english, source, name, lang)
            for lang, value in stored.items() if value)

    def _versions(self, record, field, english, source, name, lang):
        """Return what the field may say in a language as its module ships it."""
        texts = [english]
        if lang not in ("en_US", "_en_US"):
            texts.append(source.translated(field, name, english, lang.removeprefix("_")))
        if field.type == "html":
            texts += [str(field.convert_to_cache(text, record) or "") for text in texts]
        return [words(text) for text in texts]

    def _stored(self, record, field):
        """Return {language: text} of a column, read from the table itself."""
        self.env.flush_all()
        ((value,),) = self.env.execute_query(SQL(
            "SELECT %s FROM %s WHERE id = %s", SQL.identifier(field.name),
            SQL.identifier(record._table), record.id))
        if field.translate:
            return value or {}
        return {"en_US": value} if isinstance(value, str) else {}

    def _source(self, module, model=""):
        """Return what a module says; its demo data too, of models that are about nobody."""
        kinds = ("data",) if model in self._mapped else ("data", "demo")
        if (module, kinds) not in self._sources:
            self._sources[module, kinds] = ModuleSource(self.env, module, kinds)
        return self._sources[module, kinds]

    def _english(self, record, column, module, name):
        """Return the English text that the module gives a field of a record, or None."""
        special = {
            "ir.ui.view": self._of_view, "ir.model.fields": self._of_field,
            "ir.model": self._of_model, "ir.module.module": self._of_module,
        }.get(record._name)
        if special:
            return special(record, column, f"{module}.{name}")
        return self._source(module, record._name).value(record._name, name, column)

    def _of_view(self, view, column, xml_id):
        if column not in ("arch_db", "arch_prev") or not view.arch_fs:
            return self._source(xml_id.partition(".")[0]).value(
                view._name, xml_id.partition(".")[2], column)
        try:
            arch = get_view_arch_from_file(file_path(view.arch_fs), xml_id)
        except (OSError, ValueError):
            return None
        if arch and view.mode == "primary" and view.inherit_id and view.type == "qweb":
            arch = _named_after(arch, xml_id)
        return arch and self._source(xml_id.partition(".")[0]).resolved(arch)

    def _of_field(self, row, column, _xml_id):
        field = self.env[row.model]._fields.get(row.name) if row.model in self.env else None
        if row.state != "base" or field is None:
            return None
        return {"field_description": field.string, "help": field.help}.get(column)

    def _of_model(self, row, column, _xml_id):
        if row.state != "base" or row.model not in self.env:
            return None
        model = self.env[row.model]
        return {"name": model._description, "info": type(model).__doc__}.get(column)

    def _of_module(self, row, column, _xml_id):
        """A module's record has an XML id of ``base``, and says what its manifest does."""
        return self.env["ir.module.module"].get_values_from_terp(
            self._source(row.name).manifest).get(column)

    def _is_bundle(self, file):
        """Whether a file was made by Odoo of scripts and styles of modules."""
        return bool(file.public and file.res_model == "ir.ui.view" and not file.res_id
                    and (file.url or "").startswith("/web/assets/") and file.create_uid.id == 1)


def _named_after(arch, xml_id):
    """Return a template that another one was copied into, as Odoo stores it: with the name that it
    gives itself (``odoo/tools/convert.py``, ``_tag_template``).
    """
    root = etree.fromstring(arch)
    place = etree.SubElement(root, "xpath", expr=".", position="attributes")
    etree.SubElement(place, "attribute", name="t-name").text = xml_id
    return etree.tostring(root, encoding="unicode")
