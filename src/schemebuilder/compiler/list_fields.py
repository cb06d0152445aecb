"""Lists: the facts of their entries, and what holds where a list is not given."""

from __future__ import annotations

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.fields import decimals_of, labels_of, years_of
from schemebuilder.compiler.names import ListName
from schemebuilder.ir.vocabulary import NO_ENTRIES, Ask, AskOfficer, Assume, Field, ListField
from schemebuilder.language.syntax import FieldStatement, ItemWritten, NameRef


def compile_list(desk: Desk, name: ListName) -> ListField:
    """Compile one list; clauses that only a single fact can have are reported."""
    about = name.statement.about
    _only_of_facts(desk, about)
    missing = _missing(desk, name, about)
    return ListField(
        name=name.name,
        entity=name.entity,
        fields=tuple(_fact(name, item, missing) for item in name.statement.items),
        missing=missing,
        ask=about.ask.text if about.ask else "",
        proof=tuple(" or ".join(word.text for word in one) for one in about.proof),
        source=about.source.text if about.source else "",
        dci=about.dci,
        purpose=about.purpose,
        special=bool(about.special),
        labels=labels_of(about),
        citation=about.citation.text if about.citation else "",
        span=name.span,
    )


def _fact(name: ListName, item: ItemWritten, missing: Ask | AskOfficer | Assume) -> Field:
    """Return a fact of each entry; what is missing of it is asked of whom the list is asked."""
    kind = name.items[item.name.text]
    low, high = years_of(item.type.base)
    return Field(
        name=item.name.text,
        entity=name.name,
        type=kind,
        missing=Ask() if isinstance(missing, Assume) else missing,
        decimals=decimals_of(None, kind),
        lowest=low,
        highest=high,
        span=item.name.span,
    )


def _missing(desk: Desk, name: ListName, about: FieldStatement) -> Ask | AskOfficer | Assume:
    written = about.missing
    if written is None or written.kind == "ask":
        return Ask()
    if written.kind in {"escalate", "refer"}:
        return AskOfficer()
    none = isinstance(written.value, NameRef) and written.value.name.text == NO_ENTRIES
    if written.kind == "assume" and none:
        citation = written.citation.text if written.citation else ""
        return Assume(NO_ENTRIES, written.because, citation)
    desk.report.error(
        "SB-T004",
        f"A missing list cannot be replaced by a value; {name.name} has entries.",
        written.span,
        hint=f'Write `missing ask`, `missing refer`, or `missing assume {NO_ENTRIES} because "…"`.',
    )
    return Ask()


def _only_of_facts(desk: Desk, about: FieldStatement) -> None:
    said = {
        "range": about.low or about.high,
        "otherwise": about.derived,
        "decimals": about.decimals,
    }
    for word, value in said.items():
        if value is not None:
            desk.report.error(
                "SB-T004",
                f"`{word}` is said of one value, and {about.names[0].text} is a list.",
                about.span,
                hint="Take it out; limits can stand in `where (…)`.",
            )
