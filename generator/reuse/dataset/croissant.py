"""The Croissant record: the data set in the terms that data-set search engines read.

Croissant 1.1 (http://mlcommons.org/croissant/1.1): JSON-LD in schema.org's words. Files are
``FileObject``, tables ``RecordSet``; the columns are taken from the Parquet files.
"""

from generator.reuse.dataset.facts import CSV, PARQUET, DatasetFacts
from generator.schema.fields import DATE, FLAG, INTEGER, MONEY, SHARE, TEXT, TIME, Field, Table
from generator.schema.relations import foreign_keys

Json = dict[str, object]

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
FILE_NAME = "croissant.json"
_TYPES = {
    TEXT: "sc:Text",
    INTEGER: "sc:Integer",
    MONEY: "sc:Float",
    SHARE: "sc:Float",
    DATE: "sc:Date",
    TIME: "sc:DateTime",
    FLAG: "sc:Boolean",
}
_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "arrayShape": "cr:arrayShape",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The names that the record uses; the specification wants all of them in every record."""


def croissant(facts: DatasetFacts) -> Json:
    """The content of ``croissant.json``. Addresses in it are whole."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": facts.name,
        "alternateName": facts.title,
        "description": facts.description,
        "url": facts.home,
        "license": facts.licences_url,
        "version": facts.version,
        "datePublished": facts.data_date,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "keywords": ["political ads", "transparency", "campaign spending"],
        "creator": {"@type": "sc:Organization", "name": facts.site_name, "url": facts.site_url},
        "publisher": {"@type": "sc:Organization", "name": facts.site_name, "url": facts.site_url},
        "citeAs": (
            f"{facts.title}. Data to {facts.data_days}, version {facts.version}. {facts.home}"
        ),
        "distribution": [
            file
            for table in facts.tables
            for file in (
                _file(facts, table, PARQUET, "application/x-parquet"),
                _file(facts, table, CSV, "application/gzip"),
            )
        ],
        "recordSet": [_record_set(table) for table in facts.tables],
    }


def _file(facts: DatasetFacts, table: Table, ending: str, encoding: str) -> Json:
    file = facts.files[table.name, ending]
    return {
        "@type": "cr:FileObject",
        "@id": f"{table.name}{ending}",
        "name": f"{table.name}{ending}",
        "description": table.description.replace("`", ""),
        "contentUrl": f"{facts.home}{file.path}",
        "contentSize": f"{file.byte_count} B",
        "encodingFormat": encoding,
        "sha256": file.sha256,
    }


def _record_set(table: Table) -> Json:
    targets = {
        key.fields[0]: f"{key.table}/{key.their_fields[0]}"
        for key in foreign_keys(table)
        if len(key.fields) == 1
    }
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description.replace("`", ""),
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_field(table, field, targets.get(field.name)) for field in table.fields],
    }


def _field(table: Table, field: Field, target: str | None) -> Json:
    unit = f" Unit: {field.unit}." if field.unit else ""
    found: Json = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": f"{field.description}{unit}".replace("`", ""),
        "dataType": _TYPES[field.type],
        "source": {
            "fileObject": {"@id": f"{table.name}{PARQUET}"},
            "extract": {"column": field.name},
        },
    }
    if target:
        found["references"] = {"field": {"@id": target}}
    return found
