"""What a module says of its own records: read from its files, and from the running classes.

For a field of a record with an XML id: the value that the module's data files give it, in
English, and in a language as the module's translations have it. Demo data is asked for texts that
are about nobody (templates); elsewhere it stands for people.
"""

import ast
import csv
import html
import re
from functools import cached_property

from lxml import etree
from odoo.modules.module import get_manifest
from odoo.tools import file_open, file_path
from odoo.tools.translate import get_po_paths, translation_file_reader

#: ``%(xml id)d`` in a text of a data file, which Odoo replaces by the record's number
REFERENCE = re.compile(r"(?<!%)%\(([^)]+)\)[ds]")
#: what Odoo leaves out of a text that it stores
UNSEEN = re.compile(r"<!--.*?-->|<\?xml[^>]*\?>", re.DOTALL)


def words(text):
    """Return what a text says, letter by letter: without comments and blanks, entities decoded.

    Odoo writes tags anew when it stores them (``<div/>`` as ``<div></div>``), and adds nothing.
    """
    return re.findall(r"\w+", html.unescape(UNSEEN.sub("", text or "")))


class ModuleSource:
    """The data files and translations of one module, each read once.

    :ivar tuple kinds: of the manifest's lists of files
    """

    def __init__(self, env, module, kinds=("data",)):
        self.env, self.module, self.kinds = env, module, kinds

    @cached_property
    def manifest(self):
        """The module's manifest, empty where it is not on the disk any more."""
        return get_manifest(self.module)

    @cached_property
    def _nodes(self):
        """{XML id: its nodes, in the order in which they are loaded}."""
        found = {}
        for path in self._paths(".xml"):
            for node in etree.parse(path).iter("record", "template", "menuitem"):
                name = (node.get("id") or "").removeprefix(f"{self.module}.")
                found.setdefault(name, []).append(node)
        return found

    @cached_property
    def _rows(self):
        """{(model, XML id): row of a CSV file}."""
        found = {}
        for path in self._paths(".csv"):
            model = path.rpartition("/")[2].removesuffix(".csv").partition("-")[0]
            with open(path, encoding="utf-8-sig", newline="") as lines:
                for row in csv.DictReader(lines):
                    name = (row.get("id") or "").removeprefix(f"{self.module}.")
                    found[model, name] = row
        return found

    def _paths(self, ending):
        for name in (name for kind in self.kinds for name in self.manifest.get(kind, ())):
            if name.endswith(ending):
                try:
                    yield file_path(f"{self.module}/{name}")
                except (FileNotFoundError, ValueError):
                    continue

    def value(self, model, name, field):
        """Return the English text that the module gives a field, or None.

        :param model: name of the record's model
        :param name: XML id without the module
        :param field: name of the field
        """
        row = self._rows.get((model, name))
        if row and isinstance(row.get(field), str):
            return row[field]
        for node in reversed(self._nodes.get(name, ())):
            if node.tag == "menuitem" and field == "name" and node.get("name"):
                return node.get("name")
            given = node.find(f"field[@name='{field}']")
            if given is not None:
                return self._text(given)
        return None

    def _text(self, node):
        """Return the text of a field's node; None where it is computed."""
        if node.get("ref") or node.get("search"):
            return None
        if node.get("eval"):
            try:
                value = ast.literal_eval(node.get("eval"))
            except (ValueError, SyntaxError):
                return None
            return value if isinstance(value, str) else None
        if node.get("file"):
            if node.get("type") == "base64":
                return None
            with file_open(node.get("file")) as file:
                return file.read()
        if node.get("type") in ("xml", "html"):
            inside = "".join(etree.tostring(child, encoding="unicode") for child in node)
            return self.resolved((node.text or "") + inside)
        return node.text

    def resolved(self, text):
        """Return a text with the numbers of the records that it names."""
        def number(found):
            name = found[1] if "." in found[1] else f"{self.module}.{found[1]}"
            record = self.env.ref(name, raise_if_not_found=False)
            return str(record.id) if record else found[0]

        return REFERENCE.sub(number, text).replace("%%", "%")

    def translated(self, field, name, text, lang):
        """Return an English text in a language, as the module translates it.

        :param field: the field object
        :param name: XML id without the module
        """
        terms = self._terms(lang).get((f"{field.model_name},{field.name}", name), {})
        if callable(field.translate):
            return field.translate(terms.get, text)
        return terms.get(text) or text

    def _terms(self, lang):
        """Return {("model,field", XML id): {English: translation}} of the module."""
        if lang not in self._languages:
            found = {}
            for path in get_po_paths(self.module, lang):
                for row in translation_file_reader(path):
                    if row["value"] and row.get("imd_name"):
                        found.setdefault((row["name"], row["imd_name"]), {})[
                            row["src"]] = row["value"]
            self._languages[lang] = found
        return self._languages[lang]

    @cached_property
    def _languages(self):
        return {}
