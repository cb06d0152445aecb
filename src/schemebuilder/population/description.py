"""`population.toml` both ways: what a folder says about its rows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.population.schema import (
    FORMAT,
    GREATEST_DECIMALS,
    POPULATION,
    Design,
    PopulationInfo,
    StoredField,
    StoredList,
    type_from_words,
    type_words,
)
from schemebuilder.population.toml_text import Toml, to_toml
from schemebuilder.values.types import Kind

_ENTITIES = {"persons": "person", "households": "household"}


class _Design(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    weight: str = ""
    strata: str = ""
    cluster: str = ""


class _Field(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    type: str
    decimals: int = 0
    choices: list[str] = []
    source: str = ""
    imputed: str = ""


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    of: str
    rows: int
    source: str = ""
    fields: dict[str, _Field] = {}


class _Counts(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    persons: int
    households: int


class _Description(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    format: str
    title: str
    reference_date: date
    currency: str
    decimals: int
    roles: list[str] = []
    sources: list[str] = []
    licence: str = ""
    imputed: list[str] = []
    unknown: list[str] = []
    mapping_hash: str = ""
    made_from: str = ""
    content_hash: str
    counts: _Counts
    design: _Design = _Design()
    files: dict[str, str] = {}
    persons: dict[str, _Field] = {}
    households: dict[str, _Field] = {}
    lists: dict[str, _List] = {}


def write_description(info: PopulationInfo, folder: Path) -> None:
    """Write `population.toml` into the folder."""
    data: dict[str, Toml] = {
        "format": FORMAT,
        "title": info.title,
        "reference_date": info.reference_date,
        "currency": info.currency,
        "decimals": info.decimals,
        "roles": info.roles,
        "sources": info.sources,
        "licence": info.licence,
        "imputed": info.imputed,
        "unknown": info.unknown,
        "mapping_hash": info.mapping_hash,
        "made_from": info.made_from,
        "content_hash": info.content_hash,
        "counts": {"persons": info.persons, "households": info.households},
        "design": {
            "weight": info.design.weight,
            "strata": info.design.strata,
            "cluster": info.design.cluster,
        },
        "files": dict(info.file_hashes),
    }
    for table, entity in _ENTITIES.items():
        data[table] = {f.name: _field_data(f) for f in info.fields if f.entity == entity}
    data["lists"] = {
        one.name: {
            "of": one.entity,
            "rows": one.rows,
            "source": one.source,
            "fields": {f.name: _field_data(f) for f in one.fields},
        }
        for one in info.lists
    }
    (folder / POPULATION).write_text(to_toml(data), encoding="utf-8")


def _field_data(stored: StoredField) -> dict[str, Toml]:
    data: dict[str, Toml] = {"type": type_words(stored.type)}
    if stored.decimals:
        data["decimals"] = stored.decimals
    if stored.type.choices:
        data["choices"] = stored.type.choices
    if stored.source:
        data["source"] = stored.source
    if stored.imputed:
        data["imputed"] = stored.imputed
    return data


def read_description(folder: Path) -> tuple[PopulationInfo | None, tuple[Finding, ...]]:
    """Read `population.toml`; what is wrong with it comes as findings, never as an exception."""
    path = folder / POPULATION
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return None, (
            _incomplete(
                folder,
                f"{folder} is not a population: it has no {POPULATION}.",
                "Give the folder that `population import` or `population make` wrote.",
            ),
        )
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return None, (_incomplete(path, f"{POPULATION} cannot be read: {error}."),)
    if not str(raw.get("format", "")).startswith("sb-population/1"):
        return None, (
            _incomplete(
                path,
                f"The population says that its format is {raw.get('format')!r}; "
                f"this program reads {FORMAT}.",
                "Import it again with this version of the program.",
            ),
        )
    try:
        described = _Description.model_validate(raw)
    except ValidationError as error:
        return None, tuple(
            _incomplete(path, f"In {POPULATION}, {'.'.join(map(str, e['loc']))}: {e['msg']}.")
            for e in error.errors()
        )
    return _info(described, path)


def _info(described: _Description, path: Path) -> tuple[PopulationInfo | None, tuple[Finding, ...]]:
    findings: list[Finding] = []
    fields = [
        *_fields(described.persons, "person", described.currency, path, findings),
        *_fields(described.households, "household", described.currency, path, findings),
    ]
    lists: list[StoredList] = []
    for name, one in described.lists.items():
        if one.of not in _ENTITIES.values() or one.rows < 0:
            findings.append(_incomplete(path, f"In {POPULATION}, the list {name} is of nobody."))
        items = tuple(_fields(one.fields, name, described.currency, path, findings))
        lists.append(StoredList(name, one.of, items, one.source, one.rows))
    if findings:
        return None, tuple(findings)
    return PopulationInfo(
        title=described.title,
        reference_date=described.reference_date,
        currency=described.currency,
        decimals=described.decimals,
        fields=tuple(fields),
        roles=tuple(described.roles),
        design=Design(described.design.weight, described.design.strata, described.design.cluster),
        sources=tuple(described.sources),
        licence=described.licence,
        imputed=tuple(described.imputed),
        unknown=tuple(described.unknown),
        mapping_hash=described.mapping_hash,
        made_from=described.made_from,
        persons=described.counts.persons,
        households=described.counts.households,
        content_hash=described.content_hash,
        file_hashes=tuple(described.files.items()),
        lists=tuple(lists),
    ), ()


def _fields(
    described: dict[str, _Field], entity: str, currency: str, path: Path, findings: list[Finding]
) -> Iterator[StoredField]:
    for name, item in described.items():
        kept = type_from_words(item.type, currency, tuple(item.choices))
        if kept is None or not 0 <= item.decimals <= GREATEST_DECIMALS:
            findings.append(
                _incomplete(
                    path,
                    f"In {POPULATION}, {name} of {entity} has the type {item.type!r} with "
                    f"{item.decimals} decimals, which a population cannot hold.",
                )
            )
        elif kept.kind is Kind.CHOICE and not item.choices:
            findings.append(
                _incomplete(path, f"In {POPULATION}, {name} of {entity} lists no choices.")
            )
        else:
            yield StoredField(name, entity, kept, item.decimals, item.source, item.imputed)


def _incomplete(
    path: Path, message: str, hint: str = "Import the population again; the folder was changed."
) -> Finding:
    return Finding("SB-W012", Severity.ERROR, message, hint=hint, place=str(path))
