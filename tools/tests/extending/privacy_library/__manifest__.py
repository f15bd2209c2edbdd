{
    "name": "Library Cards and Privacy",
    "summary": "Example of doc/extending.md: a model of one's own in the data map",
    "version": "19.0.1.0.0",
    "author": "Example",
    "license": "LGPL-3",
    "depends": ["cloudpepper_privacy"],
    "data": ["security/ir.model.access.csv", "data/privacy_map_data.xml"],
}
