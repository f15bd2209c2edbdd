"""Following a path of links through the ORM, in sets, also where a record is gone."""


def follow_path(records, path, thread=None):
    """Return the records that a path leads to; ``thread`` is the model of a polymorphic id."""
    for name in path.split("."):
        field = records._fields[name]
        if field.type == "many2one_reference":
            # by model first: of most threads the id is not asked for
            records = present(records, field.model_field)
            records = records.filtered(lambda record, by=field.model_field: record[by] == thread)
            ids = present(records, name).mapped(name)
            records = records.env[thread].browse(filter(None, ids))
        elif name != "id":
            records = present(records, name).mapped(name)
    return records


def present(records, name):
    """Return those of the records that exist, with this field in the ORM's cache."""
    field = records._fields[name]
    missing = tuple(field._cache_missing_ids(records))
    if not missing:
        return records
    first = records.browse(missing[:1]).with_prefetch(records._prefetch_ids)
    (field._to_prefetch(first) | records.browse(missing))._fetch_field(field)
    gone = set(field._cache_missing_ids(records))
    return records.filtered(lambda record: record.id not in gone)
