"""Plants what a module can hold of a person, as its users would enter it: through the ORM.

For each model that a module brings, a record tied to the person by every link that it has; for
each field that it adds to a model of others, a record of that model; for each link to contacts that
it adds there, a record that is tied to the person by that link, and by no other where none is
required. Every field that can hold text says a word of its own (:mod:`.words`).
"""

import base64
from datetime import date, datetime

from . import words

TEXTS = ("char", "text", "html")
#: names under which records say what they hang on
PAIRS = {"res_model": "res_id", "model": "res_id", "model_name": "res_id", "model_model": "res_id"}
MOMENT, DAY = datetime(2015, 3, 2, 9, 30), date(2015, 3, 2)
#: columns that no person fills
MACHINE = {"state", "res_model", "model", "model_name", "model_model", "res_id", "access_token",
           "lang", "tz", "parent_path", "checksum", "store_fname", "color", "extension", "icon"}
#: how deep a record is made for the sake of another
DEPTH = 3


class Planter:
    """Plants for one module.

    :ivar list planted: [{key, person id, model, field}]
    :ivar list refused: [(model, field, class of the error)]
    """

    def __init__(self, env, module, counter):
        self.env, self.module, self.counter = env, module, counter
        self.planted, self.refused, self.made = [], [], {}
        self.person = self.company = env["res.partner"]

    # === PEOPLE === #

    def people(self):
        """Make a company, a person of it, and a private person who has an account on the portal."""
        self.company = self._contact("res.partner:company", is_company=True)
        self.below = self._contact("res.partner:below", parent_id=self.company.id)
        self.person = self._contact("res.partner:person")
        self.env["res.users"].with_context(no_reset_password=True).create({
            "login": self.person.email, "partner_id": self.person.id,
            "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)]})
        return self.company | self.below | self.person

    def _contact(self, what, **vals):
        contact = self.env["res.partner"].create({"name": "Somebody To Be Named", **vals})
        first, last = (self._key("res.partner", "name", contact) for _name in "12")
        contact.write({"name": f"{first} {last}".title(), **{
            name: self._text("res.partner", name, contact) for name in
            ("email", "phone", "street", "function", "comment")}})
        return contact

    # === WORDS === #

    def _next(self):
        self.counter[0] += 1
        return self.counter[0]

    def _key(self, model, field, person):
        """Plant a word; return it."""
        _value, key = words.value(self._next(), "")
        self._note(key, model, field, person)
        return key

    def _text(self, model, field, person):
        """Plant what suits a field; return it."""
        value, key = words.value(self._next(), field)
        self._note(key, model, field, person)
        return value

    def _note(self, key, model, field, person):
        self.planted.append({"key": key, "person": person.id, "model": model, "field": field})

    def _forget(self, before):
        """Take back what was noted since, because it was refused."""
        del self.planted[before:]

    # === MODELS === #

    def plant(self):
        """Plant into everything that the module brings."""
        for name in self._own_models():
            self._attempt(name, self._record, name, self.person)
        for name, fields in self._added_fields().items():
            self._attempt(name, self._extended, name, fields)
        for name, links in self._added_links().items():
            for link in links:
                self._attempt(f"{name} by {link}", self._by_link, name, link)
        for record in [each for many in self.made.values() for each in many]:
            self._attempt(record._name, self._talk, record)

    def _stored(self, model):
        return not (model._abstract or model._transient) and model._auto

    def _own_models(self):
        """The models that the module brings, those that others need first."""
        names = [name for name, model in self.env.items()
                 if self._stored(model) and model._original_module == self.module]
        return sorted(names, key=lambda name: (not self._links(self.env[name]), name))

    def _added_fields(self):
        """{model of others: names of the fields that the module adds to it}."""
        added = {}
        for name, model in self.env.items():
            if self._stored(model) and model._original_module != self.module:
                fields = [field.name for field in model._fields.values()
                          if field._modules and field._modules[0] == self.module
                          and not field.inherited and self._can_hold(field)]
                if fields:
                    added[name] = fields
        return added

    def _added_links(self):
        """{model of others: names of the links to contacts that the module adds to it}."""
        added = {}
        for name, model in self.env.items():
            if self._stored(model) and name != "res.partner" and (
                    model._original_module != self.module):
                links = [link for link in self._links(model)
                         if model._fields[link]._modules[:1] == (self.module,)
                         and not model._fields[link].inherited]
                if links:
                    added[name] = links
        return added

    def _can_hold(self, field):
        return (field.store and field.name not in MACHINE and not field.related
                and not (field.compute and field.readonly)
                and (field.type in TEXTS or field.type == "binary"))

    def _links(self, model):
        """The names of the links to contacts."""
        return [field.name for field in model._fields.values()
                if field.store and field.comodel_name == "res.partner"
                and field.type in ("many2one", "many2many") and not field.related
                and not (field.compute and field.readonly)]

    def _attempt(self, what, step, *arguments):
        """Do a step in a savepoint; note by its class what it was refused for."""
        before = len(self.planted)
        try:
            with self.env.cr.savepoint():
                result = step(*arguments)
                self.env.flush_all()
                return result
        except Exception as error:
            self.env.invalidate_all(flush=False)
            self._forget(before)
            self.refused.append((what, "", type(error).__name__))
            return None

    # === RECORDS === #

    def _record(self, name, person, depth=0):
        """Return a record of a model that is tied to the person, made once."""
        if name in self.made:
            return self.made[name][0]
        model = self.env[name]
        ties = self._ties(model, person)
        values = {**ties, **self._needed(model, ties, person, depth)}
        record = model.create(values)
        self.made.setdefault(name, []).append(record)
        if ties or self._hangs(model):
            self._fill(record, [field.name for field in model._fields.values()
                                if self._can_hold(field) and not field.inherited], person)
        return record

    def _by_link(self, name, link):
        """Make a record that one link ties to the person, and fill all of it."""
        model = self.env[name]
        many = model._fields[link].type == "many2many"
        ties = {link: [(4, self.person.id)] if many else self.person.id}
        record = model.create({**ties, **self._needed(model, ties, self.person, 0)})
        self.made.setdefault(name, []).append(record)
        self._fill(record, [field.name for field in model._fields.values()
                            if self._can_hold(field) and not field.inherited], self.person)

    def _ties(self, model, person):
        """The values that tie a record to the person: links to contacts, or model and id."""
        ties = {}
        for name in self._links(model):
            kind = model._fields[name].type
            ties[name] = person.id if kind == "many2one" else [(4, person.id)]
        for name, other in PAIRS.items():
            field = model._fields.get(name)
            if field is not None and other in model._fields and field.store and not field.related:
                ties |= {name: "res.partner", other: person.id}
        if "model_id" in model._fields and "res_id" in model._fields and (
                model._fields["model_id"].comodel_name == "ir.model"):
            ties |= {"model_id": self.env["ir.model"]._get_id("res.partner"), "res_id": person.id}
        return ties

    def _hangs(self, model):
        """Whether a record belongs to one that is tied to the person."""
        return any(
            field.type == "many2one" and field.comodel_name in self.made
            and (self._ties(self.env[field.comodel_name], self.person)
                 or self._hangs(self.env[field.comodel_name]))
            for field in model._fields.values()
            if field.store and field.comodel_name != model._name)

    def _needed(self, model, ties, person, depth):
        """The values that a record may not be without, and links to the module's other records."""
        given = model.default_get(list(model._fields))
        values = {}
        for field in model._fields.values():
            name = field.name
            if name in ties or not field.store or field.inherited or field.related or given.get(
                    name) or name in ("id", *("create_uid", "write_uid", "parent_id")):
                continue
            belongs = (field.type == "many2one" and depth < DEPTH
                       and field.comodel_name != model._name
                       and self.env[field.comodel_name]._original_module == self.module)
            if field.required or belongs:
                value = self._value(field, model, person, depth)
                if value is not None:
                    values[name] = value
        return values

    def _value(self, field, model, person, depth):
        """A value for a field that has to have one."""
        simple = {"char": "Plain", "text": "Plain", "html": "Plain", "integer": 1, "float": 1.0,
                  "monetary": 1.0, "boolean": True, "date": DAY, "datetime": MOMENT}
        if field.type in simple:
            return f"Plain {self._next()}" if field.type in TEXTS else simple[field.type]
        if field.type == "selection":
            options = field.get_values(self.env)
            return options[0] if options else None
        if field.type == "many2one":
            return self._linked(field, person, depth)
        return None

    def _linked(self, field, person, depth):
        """The id of a record for a link: of the module's own, or any that there is."""
        target = self.env[field.comodel_name]
        if target._original_module == self.module and depth < DEPTH and self._stored(target):
            made = self._attempt(field.comodel_name, self._record, field.comodel_name, person,
                                 depth + 1)
            if made:
                return made.id
        if field.comodel_name == "res.partner":
            return person.id
        there = target.search([], limit=1)
        if not there and field.required and depth < DEPTH:
            there = self._attempt(field.comodel_name, self._record, field.comodel_name, person,
                                  depth + 1)
        return there.id if there else None

    def _fill(self, record, names, person):
        """Write a word into each of these fields, one after the other."""
        for name in names:
            field = record._fields[name]
            if field.type == "binary":
                key = self._key(record._name, name, person)
                value = base64.b64encode(f"file of {key}\n".encode())
            else:
                value = self._text(record._name, name, person)
                value = f"<p>{value}</p>" if field.type == "html" else value
            before = len(self.planted) - 1
            try:
                with self.env.cr.savepoint():
                    record.write({name: value})
                    self.env.flush_all()
            except Exception as error:
                self.env.invalidate_all(flush=False)
                self._forget(before)
                self.refused.append((record._name, name, type(error).__name__))

    def _extended(self, name, fields):
        """Fill the fields that the module adds to a record of others."""
        if name == "res.partner":
            for person in self.company | self.below | self.person:
                self._fill(person, self._of_a_contact(fields), person)
            return
        if not self._ties(self.env[name], self.person) and name != "res.users":
            return
        record = (self.person.user_ids if name == "res.users"
                  else self._record(name, self.person))
        self._fill(record, fields, self.person)

    def _of_a_contact(self, fields):
        """First the parts of the name: writing one may rewrite the others."""
        return sorted(fields, key=lambda name: "name" not in name)

    def _talk(self, record):
        """Let the person write a message there, as a mail that comes in."""
        if hasattr(record, "message_post") and record._name != "res.partner":
            key = self._key("mail.message", "body", self.person)
            record.message_post(body=f"I wrote {key}", author_id=self.person.id,
                                message_type="email", email_from=self.person.email)
