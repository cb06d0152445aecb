"""What an author does to keep work: drafts saved as one types, versions, and cases as examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.ir.scheme import Scheme as Meaning
from schemebuilder.services import authoring
from schemebuilder.services.workspace import Workspace
from schemebuilder.store import examples as kept_examples
from schemebuilder.store import schemes as kept_schemes
from schemebuilder.store.columns import storable
from schemebuilder.store.examples import Example
from schemebuilder.store.refusals import attempt
from schemebuilder.store.schemes import Draft, Heading, Scheme, Version
from schemebuilder.store.tables import LONGEST_KEY

__all__ = [
    "Draft",
    "Example",
    "Heading",
    "Scheme",
    "Version",
    "discard_draft",
    "draft",
    "examples",
    "keep_example",
    "remove_example",
    "rename_example",
    "save_draft",
    "save_version",
    "schemes",
    "version_text",
    "versions",
]


def schemes(work: Workspace) -> tuple[Scheme, ...]:
    """Return the schemes that are kept here, the one changed last first."""
    return kept_schemes.schemes(work.store)


def draft(work: Workspace, key: str) -> Draft | None:
    """Return the draft of a scheme."""
    return kept_schemes.draft(work.store, key)


def save_draft(  # noqa: PLR0913 - what a draft is made of
    work: Workspace,
    key: str,
    text: str,
    *,
    revision: int,
    good: str | None = None,
    case: Mapping[str, Any] | None = None,
    base: int | None = None,
    origin: str = "",
) -> tuple[Draft | None, tuple[Finding, ...]]:
    """Keep a text as it is, with errors too, over the draft of a revision (0: the first one).

    Where somebody saved meanwhile, nothing is overwritten: that is a finding (SB-U008).
    """
    unfit = _unfit(key)
    heading = _heading(key, authoring.check_text(text).scheme, origin)
    kept, refused = (
        (None, unfit)
        if unfit
        else attempt(
            lambda: kept_schemes.save_draft(
                work.store,
                key,
                heading,
                text=text,
                good=good,
                case=case,
                base=base,
                revision=revision,
            )
        )
    )
    if kept is not None or refused:
        return kept, refused
    message = f"The draft of {key} was changed in another window or by somebody else."
    hint = "Look at the other text, then take over here or leave it as it is."
    return None, (Finding("SB-U008", Severity.ERROR, message, hint=hint),)


def discard_draft(work: Workspace, key: str) -> None:
    """Forget a draft; its versions stay."""
    kept_schemes.discard_draft(work.store, key)


def versions(work: Workspace, key: str) -> tuple[Version, ...]:
    """Return the versions of a scheme, the newest first."""
    return kept_schemes.versions(work.store, key)


def version_text(work: Workspace, key: str, number: int) -> str | None:
    """Return the text of a version."""
    return kept_schemes.version_text(work.store, key, number)


def save_version(
    work: Workspace,
    key: str,
    text: str,
    *,
    note: str = "",
    by: str = "",
    origin: str = "",
    alone: bool = False,
) -> tuple[Version | None, tuple[Finding, ...]]:
    """Keep a text as the next version; one with errors is no version, nor the newest once more.

    `alone`: it is a stranger's, see `check_text`.
    """
    unfit = _unfit(key)
    if unfit:
        return None, unfit
    checked = authoring.check_text(text, alone=alone)
    if checked.scheme is None:
        message = "A version is a text without errors; this one has some, so it stays a draft."
        hint = "Mend what the list of problems says, then save it."
        return None, (Finding("SB-U001", Severity.ERROR, message, hint=hint), *checked.findings)
    newest = next(iter(kept_schemes.versions(work.store, key)), None)
    if newest is not None and newest.text_hash == checked.text_hash:
        message = f"The text is that of version {newest.number}, so there is nothing new to save."
        return newest, (Finding("SB-U001", Severity.NOTE, message),)
    return attempt(
        lambda: kept_schemes.save_version(
            work.store,
            key,
            _heading(key, checked.scheme, origin),
            text=text,
            text_hash=checked.text_hash,
            meaning_hash=checked.meaning_hash,
            note=note,
            by=by,
        )
    )


def examples(work: Workspace, key: str) -> tuple[Example, ...]:
    """Return the cases that are kept as examples of a scheme."""
    return kept_examples.examples(work.store, key)


def keep_example(work: Workspace, key: str, name: str, case: Mapping[str, Any]) -> Example:
    """Keep a case, with what it expects, as an example of a scheme that is kept."""
    return kept_examples.keep_example(work.store, key, name, case)


def rename_example(work: Workspace, example: str, name: str) -> bool:
    """Give an example another name; False where that name is taken."""
    return kept_examples.rename_example(work.store, example, name)


def remove_example(work: Workspace, example: str) -> None:
    """Forget an example."""
    kept_examples.remove_example(work.store, example)


def _unfit(key: str) -> tuple[Finding, ...]:
    """Say what keeps a word from being the key of a scheme that is kept."""
    if 0 < len(key) <= LONGEST_KEY and key == storable(key):
        return ()
    message = f"A scheme cannot be kept under a name of {len(key)} letters that is not plain text."
    if not key or len(key) > LONGEST_KEY:
        message = f"A scheme is kept under a name of 1 to {LONGEST_KEY} letters, not {len(key)}."
    return (Finding("SB-U001", Severity.ERROR, message, hint="Give it another name."),)


def _heading(key: str, scheme: Meaning | None, origin: str) -> Heading:
    """Return what lists show of a scheme; of a text with errors, its key."""
    if scheme is None:
        return Heading(key, origin=origin)
    return Heading(scheme.title or key, scheme.country, scheme.branch, origin)
