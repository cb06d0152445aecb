"""What the program writes itself for a line of the text: all of it stands at that line."""

from __future__ import annotations

from typing import cast

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.parser import parse
from schemebuilder.language.place import placed_at
from schemebuilder.language.syntax import Expr, FieldStatement, LetStatement


def expression_at(text: str, span: Span) -> Expr:
    """Return an expression, written in English, as if it stood at a place.

    Raises:
        ValueError: the text is no expression, a mistake of the caller.
    """
    (statement,) = parse(f"let it of person = {text}\n").statements
    if not isinstance(statement, LetStatement) or statement.base is None:
        raise ValueError(f"{text} is no expression")
    return placed_at(statement.base, span)


def yes_no_fact_at(name: str, entity: str, said: tuple[str, str], span: Span) -> FieldStatement:
    """Return the declaration of a fact with its label and question, as if it stood at a place."""
    label, question = (words.replace('"', "'") for words in said)
    text = f'field {name} of {entity} : yes/no   label "{label}"   ask "{question}"\n'
    (statement,) = parse(text).statements
    return placed_at(cast("FieldStatement", statement), span)
