"""A small survey as an analyst has it: two CSV files and a mapping, to import whole or broken."""

from __future__ import annotations

from pathlib import Path

from schemebuilder.population.importing import Imported, import_population

PERSONS = """hid;line;relation;born;sex;school;kg
1;1;Head;1980-05-17;F;No;61.5
1;2;Child;2015-02-28;M;Yes;28.25
2;1;Head;1951-12-31;M;NIU;
3;1;Head;1990-01-01;F;No;70
3;2;Spouse;1988-07-09;M;No;81
3;3;Other;2023-11-30;F;9;4.1
"""
HOUSEHOLDS = """hid;region;urban;spent;weight;ea
1;north;1;14400;350.25;a1
2;north;2;5000.50;420.5;a1
3;south;1;0;99.0000005;b7
"""
MAPPING = """
title = "A small survey"
reference_date = 2023-12-31
currency = "KES"
sources = ["made up for a test"]
imputed = ["the day of the interview is not known"]
[files.persons]
name = "persons.csv"
household = "hid"
id = ["hid", "line"]
delimiter = ";"
[files.households]
name = "households.csv"
id = "hid"
delimiter = ";"
[design]
weight = "weight"
strata = ["region", "urban"]
cluster = "ea"
[roles]
column = "relation"
recode = { Head = "head", Spouse = "spouse", Child = "child" }
otherwise = "other"
[persons.birth_date]
type = "date"
column = "born"
[persons.sex]
column = "sex"
recode = { F = "female", M = "male" }
[persons.in_education]
type = "yes/no"
column = "school"
unknown = ["9"]
not_applicable = ["NIU"]
[persons.body_weight]
type = "number"
column = "kg"
decimals = 1
[households.district]
column = "region"
[households.area_type]
column = "urban"
recode = { 1 = "urban", 2 = "rural" }
[households.income]
type = "money per month"
column = "spent"
per = "year"
range = [0, 1000000]
imputed = "spending stands in for income"
"""


def import_survey(
    folder: Path,
    *,
    persons: str | bytes | None = PERSONS,
    households: str | bytes | None = HOUSEHOLDS,
    mapping: str = MAPPING,
) -> Imported:
    """Write the files into `folder` and import them to `folder / "out"`."""
    files: list[Path] = []
    for name, content in (("persons.csv", persons), ("households.csv", households)):
        if content is None:
            continue
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        files.append(path)
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    return import_population(files, folder / "mapping.toml", folder / "out")


def codes(imported: Imported) -> list[str]:
    """The codes of all findings, in order."""
    return [finding.code for finding in imported.findings]


def messages(imported: Imported) -> str:
    """All messages and hints, one a line."""
    return "\n".join(f"{f.message} {f.hint}" for f in imported.findings)
