"""Entities, groups and roles: from population files, and as the scheme declares them itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemebuilder.compiler.names import Names, plural_of
from schemebuilder.compiler.report import Report, nearest, replaced
from schemebuilder.ir.vocabulary import Entity, Role
from schemebuilder.language.syntax import EntityStatement, GroupStatement, RoleWritten, Statement


def declare_entities(statements: Iterable[Statement], names: Names, report: Report) -> None:
    """Add the entities and groups of a text to the table; `roles of …` replaces a group's roles."""
    for statement in statements:
        match statement:
            case EntityStatement():
                name = statement.name.text
                if name in names.entities:
                    _twice(name, statement, report)
                    continue
                plural = statement.plural.text if statement.plural else plural_of(name)
                names.entities[name] = Entity(name, plural)
            case GroupStatement(of=None):
                _redeclare(statement, names, report)
            case GroupStatement(of=of) if of is not None:
                name = statement.name.text
                if name in names.entities:
                    _twice(name, statement, report)
                    continue
                if of.text not in names.entities:
                    report.error(
                        "SB-N001",
                        f"The group {name} consists of {of.text}, which is not declared.",
                        of.span,
                        hint=f"Declare it first: `entity {of.text}`.",
                    )
                    continue
                roles = _roles(statement.roles, report)
                names.entities[name] = Entity(name, plural_of(name), of.text, roles)
            case _:
                pass


def _redeclare(statement: GroupStatement, names: Names, report: Report) -> None:
    name = statement.name.text
    group = names.entities.get(name)
    if group is None or group.of is None:
        near = nearest(name, (entity.name for entity in names.groups()))
        report.error(
            "SB-N001",
            f"There is no group {name} whose roles could be declared.",
            statement.name.span,
            hint=f"Did you mean {near}?" if near else "Declare it: `group … of person`.",
            edits=(replaced(statement.name.span, near),) if near else (),
        )
        return
    names.entities[name] = replace(group, roles=_roles(statement.roles, report))


def _roles(written: tuple[RoleWritten, ...], report: Report) -> tuple[Role, ...]:
    roles: dict[str, Role] = {}
    for role in written:
        name = role.name.text
        if name in roles:
            report.error(
                "SB-N002",
                f"The role {name} is declared twice.",
                role.name.span,
                hint="Remove one of the two, or give it another name.",
            )
            continue
        plural = role.plural.text if role.plural else plural_of(name)
        roles[name] = Role(name, plural, role.least, role.most)
    return tuple(roles.values())


def _twice(name: str, statement: EntityStatement | GroupStatement, report: Report) -> None:
    report.error(
        "SB-N002",
        f"{name} is declared twice.",
        statement.name.span,
        hint=f"To change only its roles, write `roles of {name} …`.",
    )
