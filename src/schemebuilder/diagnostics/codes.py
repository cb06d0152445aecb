"""The register of finding codes: what each one is about; a code is never reused."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {
    # P parse
    "SB-P001": "a statement cannot be read",
    "SB-P002": "an unknown keyword or clause",
    "SB-P003": "a group of thousands that reads two ways",
    "SB-P004": "a construct that is not yet supported",
    "SB-P005": "a date that does not exist",
    "SB-P006": "a text that is not UTF-8",
    "SB-P007": "a bracket or quotation mark that is not closed",
    # N names
    "SB-N001": "an unknown name",
    "SB-N002": "a name that is defined twice",
    "SB-N003": "a name that can mean two things",
    "SB-N004": "definitions that depend on each other in a circle",
    "SB-N005": "a name that is never used",
    "SB-N006": "a citation of a law that the header does not name",
    "SB-N007": "a quantity of a group used for a person, or the reverse, without a quantifier",
    # T types and units
    "SB-T001": "two kinds of value that do not go together",
    "SB-T002": "two periods that differ",
    "SB-T003": "two currencies that differ",
    "SB-T004": "a result that is not of the declared kind",
    "SB-T005": "a conversion between period families that the header does not allow",
    "SB-T006": "an amount per person beside an amount",
    "SB-T007": "a choice value that is not declared",
    "SB-T008": "an amount that may not be whole in the smallest coin and is not rounded",
    "SB-T009": "a unit that is dropped",
    "SB-T010": "a quantifier that does not say what holds when there is nobody",
    # D dates and parameters
    "SB-D001": "a date before a parameter's first value",
    "SB-D002": "dated values out of order or given twice",
    "SB-D003": "a parameter that can change inside a payment period",
    "SB-D004": "an index without values",
    # C tables and exceptions
    "SB-C001": "a table with a gap",
    "SB-C002": "a table whose rows overlap",
    "SB-C003": "exceptions that can collide",
    "SB-C004": "a table cell that cannot be read for its column",
    "SB-C005": "a row or exception that can never apply",
    "SB-C006": "bounds of a scale that are not in order",
    "SB-C007": "a rate below zero",
    # E case
    "SB-E001": "an unknown field in a case",
    "SB-E002": "a value of the wrong kind in a case",
    "SB-E003": "a division by zero",
    "SB-E004": "a value outside its declared range",
    "SB-E005": "two exceptions that hold together in a case",
    "SB-E006": "no row, or more than one row, of a table fits",
    "SB-E007": "a person without a household, or in two",
    "SB-E008": "an id used twice, or a member who is not there",
    "SB-E009": "a date or period that does not exist",
    "SB-E010": "something that does not apply was used as a value",
    "SB-E011": "a role filled more often than allowed",
    "SB-E012": "a parameter or rule that has no value on the date",
    "SB-E013": "two facts that disagree",
    "SB-E014": "more decimals than the field has",
    "SB-E015": "a case or case file that cannot be read",
    "SB-E016": "an expectation that names nothing, or differs",
    "SB-E017": "a reduction that would raise the amount",
    "SB-E020": "a case that breaks what the scheme says always or never holds",
    # W population
    "SB-W001": "an unknown column or field in a mapping",
    "SB-W002": "a column of the wrong type",
    "SB-W003": "a value outside its declared range in a population",
    "SB-W004": "an unknown code in a population",
    "SB-W005": "an id used twice in a population",
    "SB-W006": "a person without a household in a population",
    "SB-W007": "a file that cannot be read",
    "SB-W008": "values rounded to the field's decimals",
    "SB-W009": "something that was imputed",
    "SB-W010": "a weight that is missing or not positive",
    "SB-W011": "a field that the scheme needs and the population lacks",
    "SB-W012": "a population folder that is not complete",
    "SB-W013": "arithmetic that needs more than 64 bits and runs on whole numbers of any size",
    "SB-W014": "a household without persons",
    "SB-W015": "a fact of a household that differs among its members",
    "SB-W016": "amounts in another currency than the scheme's, or in none",
    "SB-W017": "a mapping that cannot be read",
    # K pack
    "SB-K001": "a file of a pack that was changed, is missing or is extra",
    "SB-K002": "a pack of an unknown format version",
    "SB-K003": "a pack whose own cases fail",
    "SB-K004": "a file that is not a pack",
    # S security and data protection
    "SB-S001": "personal data that no rule uses",
    # R procedure
    "SB-R001": "a step that cannot be reached, or never ends",
    # U usage
    "SB-U001": "a command or option that cannot be used so",
    "SB-U002": "a file or folder that is not there",
    "SB-U003": "a scheme that is not in the library",
    "SB-U004": "a file that exists and would be lost",
}
