"""Small schemes for the compiler's tests: a header, whatever is tested, and what it found."""

from __future__ import annotations

from textwrap import dedent

from schemebuilder import bundled
from schemebuilder.compiler.pipeline import Compiled, compile_scheme
from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.ir.expressions import Expr
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.types import Type

HEADER = """\
scheme trial "A trial"
    country     KE
    currency    KES
    law         act "The Trial Act"
    in force    from 2024-01-01
    assesses    person
    governed by claim_date
"""


def load(kind: str, name: str) -> str | None:
    """Give the text of a bundled vocabulary."""
    path = bundled.dsl() / "vocabulary" / f"{name}.{kind}"
    return path.read_text(encoding="utf-8") if path.is_file() else None


def compiled(body: str, header: str = HEADER) -> Compiled:
    """Compile a header and a body."""
    return compile_scheme(f"{header}\n{dedent(body)}\n", "trial", load=load)


def scheme(body: str, header: str = HEADER) -> Scheme:
    """Compile a body that must be right; warnings are let pass."""
    found = compiled(body, header)
    assert found.scheme is not None, [one.message for one in errors(found)]
    return found.scheme


def errors(found: Compiled) -> list[Finding]:
    """Return the errors."""
    return [one for one in found.findings if one.severity is Severity.ERROR]


def codes(body: str, header: str = HEADER) -> set[str]:
    """Return the codes of everything found, unused names aside: a trial uses little."""
    found = {one.code for one in compiled(body, header).findings}
    return found - {"SB-N005", "SB-S001"}


def finding(body: str, code: str, header: str = HEADER) -> Finding:
    """Return the one finding with this code."""
    found = [one for one in compiled(body, header).findings if one.code == code]
    assert found, [one.message for one in compiled(body, header).findings]
    return found[0]


def let(expression: str, kind: str = "", of: str = "person", more: str = "") -> str:
    """Return a body with one definition, `x`, beside the facts that the tests speak of."""
    declared = f" : {kind}" if kind else ""
    return f"""\
input monthly of person : money per month
input weekly of person : money per week
input yearly of person : money per year
input daily of person : money per day
input days_worked of person : number per month
input lump of person : money
input share of person : number
input count of person : whole number
input flag of person : yes/no
input colour of person : red, green, blue
input started of person : date
input level of household : money per month
parameter head_limit : money per month per person
    from 2024-01-01 : KES 100
{more}
let x of {of}{declared} = {expression}
"""


def body_of(expression: str, kind: str = "", of: str = "person", more: str = "") -> Expr:
    """Return the meaning of one definition."""
    return scheme(let(expression, kind, of, more)).rules["x"].body


def type_of(expression: str, kind: str = "", of: str = "person", more: str = "") -> Type:
    """Return the kind of one definition."""
    return scheme(let(expression, kind, of, more)).rules["x"].type


def refused(expression: str, kind: str = "", of: str = "person", more: str = "") -> Finding:
    """Return the first error about one definition that must be wrong."""
    found = errors(compiled(let(expression, kind, of, more)))
    assert found
    return found[0]
