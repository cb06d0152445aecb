"""The reference meaning of an expression: its exact value for one subject, or what is known of it.

The status of every node follows one table (see `values.evidence`): strict nodes take the highest
status of their operands, `and` and `or` are decided by a known no or yes, branches by what is
chosen. Faults are values here, never exceptions: a branch that is not taken finds nothing.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from schemebuilder.engines.exact.chain import reference
from schemebuilder.engines.exact.choose import choose
from schemebuilder.engines.exact.counting import compare_count, counts_members
from schemebuilder.engines.exact.definitions import value_of
from schemebuilder.engines.exact.given import fact
from schemebuilder.engines.exact.linked import of_linked
from schemebuilder.engines.exact.listed import list_aggregate
from schemebuilder.engines.exact.lookup import parameter_value
from schemebuilder.engines.exact.members import aggregate, holder, role_status
from schemebuilder.engines.exact.operate import COMPARISONS, ROWS
from schemebuilder.engines.exact.order import of_other, place_of
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.engines.exact.quantity import rounded
from schemebuilder.engines.exact.run import Problem, Run, fault, strict, usable
from schemebuilder.ir.expressions import (
    Aggregate,
    Among,
    Apply,
    BenefitRef,
    Choose,
    Escalate,
    Expr,
    FieldRef,
    GoverningDate,
    HasRole,
    ItemFact,
    ListAggregate,
    Literal,
    OfGroup,
    OfLinked,
    OfOther,
    OfOwner,
    OfRole,
    ParameterRef,
    Place,
    Round,
    RuleRef,
    Scaled,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Use
from schemebuilder.values.evidence import (
    NO,
    YES,
    Evidence,
    Fault,
    Known,
    Need,
    NotApplicable,
    Unknown,
    conjunction,
    disjunction,
)


def start(scheme: Scheme, case: Case, on: date, *, record: bool = False) -> Run:
    """Return a fresh run; with `record` it keeps the value of every node, for a trace."""
    return Run(scheme, case, on, evaluate, seen={} if record else None)


def evaluate(run: Run, node: Expr, subject: Subject) -> Evidence:  # noqa: C901, PLR0912 one a node
    """Return the value of an expression for a subject, or what is known of it."""
    evidence: Evidence
    match node:
        case FieldRef():
            evidence = _field(run, node, subject)
        case Literal():
            evidence = Known(node.value)
        case Apply():
            evidence = _apply(run, node, subject)
        case RuleRef() | BenefitRef():
            evidence = value_of(run, reference(run.scheme, node), subject)
        case ParameterRef():
            evidence = parameter_value(run, node, subject)
        case GoverningDate():
            evidence = Known(run.on)
        case Among():
            arg = run.evaluate(run, node.arg, subject)
            evidence = _with_one(run, arg, subject, node) or _among(node, arg)
        case Scaled():
            evidence = _scaled(run.evaluate(run, node.arg, subject), node)
        case Round():
            arg = run.evaluate(run, node.arg, subject)
            evidence = _with_one(run, arg, subject, node) or rounded(arg, node.step, node.direction)
        case Choose():
            evidence = choose(run, node, subject)
        case Aggregate():
            evidence = aggregate(run, node, subject)
        case ItemFact():
            evidence = _of_entry(run, node, subject)
        case ListAggregate():
            evidence = list_aggregate(run, node, subject)
        case OfOwner():
            evidence = evaluate(run, node.arg, run.case.owner_of[subject])
        case OfGroup():
            evidence = evaluate(run, node.arg, run.case.group_of[node.group][subject])
        case OfRole():
            evidence = _of_role(run, node, subject)
        case OfLinked():
            evidence = of_linked(run, node, subject)
        case Place():
            evidence = place_of(run, node, subject)
        case OfOther():
            evidence = of_other(run, node, subject)
        case HasRole():
            evidence = role_status(run, node.group, node.role, subject)
        case Escalate():
            evidence = Unknown(frozenset((Need(subject.entity, subject.id, "", node.reason),)))
    if run.seen is not None:
        run.seen[id(node), subject] = evidence
    return evidence


def _field(run: Run, node: FieldRef, subject: Subject) -> Evidence:
    """Return a fact; one that can be derived is worked out once, like a rule."""
    if isinstance(run.scheme.fields[node.name].missing, Use):
        return value_of(run, ("fact", node.name, ""), subject)
    return fact(run, node.name, subject)


def _of_entry(run: Run, node: ItemFact, subject: Subject) -> Evidence:
    """Return a fact of an entry of a list; what is not given of it is unknown."""
    given = run.case.facts.get(subject, {}).get(node.name)
    if given is not None:
        return given.evidence
    return Unknown(frozenset((Need(subject.entity, subject.id, node.name),)))


def _apply(run: Run, node: Apply, subject: Subject) -> Evidence:
    """Evaluate an operator; a long chain to the left (a + b + c + ...) takes no depth."""
    chain = [node]
    while type(first := chain[-1].args[0]) is Apply:
        chain.append(first)
    evidence: Evidence | None = None
    while chain:
        link = chain.pop()
        evidence = _link(run, link, subject, evidence)
        if chain and run.seen is not None:
            run.seen[id(link), subject] = evidence
    return evidence or NO


def _link(run: Run, node: Apply, subject: Subject, first: Evidence | None) -> Evidence:
    """Evaluate one operator whose first operand may be evaluated already."""
    if node.op in COMPARISONS and counts_members(node):
        return compare_count(run, node, subject)
    operands = [] if first is None else [first]
    operands += [run.evaluate(run, arg, subject) for arg in node.args[len(operands) :]]
    if node.op is Op.AND or node.op is Op.OR:
        usables = [usable(run, operand, subject, node.span) for operand in operands]
        return conjunction(usables) if node.op is Op.AND else disjunction(usables)
    if node.op is Op.DIV and type(operands[1]) is Known and operands[1].value == 0:
        message, hint = "The divisor is 0.", "Check the facts that it is made of."
        broken = fault(run, Problem("SB-E003", message, hint), subject, node.span)
        return strict(run, (operands[0], broken), subject, node.span) or broken
    status = strict(run, operands, subject, node.span)
    if status is not None:
        return status
    value = ROWS[node.op](*(operand.value for operand in operands if type(operand) is Known))
    return _impossible_date(run, node, subject) if value is None else Known(value)


def _with_one(
    run: Run, arg: Evidence, subject: Subject, node: Among | Round
) -> Unknown | Fault | None:
    return None if type(arg) is Known else strict(run, (arg,), subject, node.span)


def _among(node: Among, arg: Evidence) -> Known:
    return YES if type(arg) is Known and arg.value in node.values else NO


def _scaled(arg: Evidence, node: Scaled) -> Evidence:
    """Change the unit; what does not apply passes through, since a change of unit is no use."""
    if type(arg) is Known and isinstance(arg.value, Fraction):
        return Known(arg.value * node.factor)
    return arg


def _of_role(run: Run, node: OfRole, subject: Subject) -> Evidence:
    """Return the holder's value; for nobody `empty`, else it does not apply."""
    person = holder(run, node, subject)
    if type(person) is Subject:
        return run.evaluate(run, node.arg, person)
    if person is not None:
        return person  # type: ignore[return-value]  # a status
    if node.empty is not None:
        return run.evaluate(run, node.empty, subject)
    return NotApplicable(f"The {node.role} of {subject.words} (nobody is the {node.role})")


def _impossible_date(run: Run, node: Apply, subject: Subject) -> Fault:
    return fault(
        run,
        Problem(
            "SB-E009",
            "A date is moved by part of a day or month, or out of the years 1 to 9999.",
            "Check the date and the duration in the case.",
        ),
        subject,
        node.span,
    )
