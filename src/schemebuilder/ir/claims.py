"""What a scheme says must always or never hold, made part of it so that engines work it out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from schemebuilder.ir.scheme import Rule, Scheme

_KINDS: Final = frozenset({"always", "never"})


def claims_of(scheme: Scheme) -> tuple[Rule, ...]:
    """Return what must always or never hold; a claim is broken where its value is no."""
    return tuple(rule for rule in scheme.claims if rule.kind in _KINDS)


def with_claims(scheme: Scheme) -> Scheme:
    """Return the scheme with its claims among the rules, after all that they need.

    A scheme that has them there already is returned as it is.
    """
    if all(rule.name in scheme.rules for rule in scheme.claims):
        return scheme
    return replace(scheme, rules=scheme.rules | {rule.name: rule for rule in scheme.claims})
