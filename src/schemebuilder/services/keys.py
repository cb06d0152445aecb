"""API keys: made, listed, revoked, and recognised when a program sends one.

A key is 256 bits from the system's generator, and only its SHA-256 is kept. A slow hash would
protect what people can remember and others can guess; nobody guesses 256 random bits, whatever the
hash costs. A key is found by its hash in an index: how long that takes says nothing about the key,
since nobody can choose what their guess hashes to.
"""

from __future__ import annotations

import secrets
from typing import Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.services.workspace import Workspace
from schemebuilder.store.api_keys import (
    ApiKey,
    add_api_key,
    api_key_of,
    api_keys,
    revoke_api_key,
)
from schemebuilder.values.canonical import sha256

__all__ = ["PREFIX", "ApiKey", "holder", "keys", "new_key", "revoke"]

PREFIX: Final = "sbk_"
"""By which a key that was published by mistake is recognised for what it is."""
_BYTES: Final = 32
_LONGEST_NAME: Final = 120


def new_key(work: Workspace, name: str) -> tuple[ApiKey | None, str, tuple[Finding, ...]]:
    """Make a key for a program of this name; the key itself is returned here and never again."""
    named = name.strip()
    if not named or len(named) > _LONGEST_NAME or not named.isprintable():
        message = "The name of a key says which program uses it, in 1 to 120 letters."
        hint = 'For example: schemebuilder keys new "payment system"'
        return None, "", (Finding("SB-U001", Severity.ERROR, message, hint=hint),)
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    return add_api_key(work.store, named, sha256(secret)), secret, ()


def keys(work: Workspace) -> tuple[ApiKey, ...]:
    """Return all keys, those that are revoked too, without the keys themselves."""
    return api_keys(work.store)


def revoke(work: Workspace, key: str) -> tuple[ApiKey | None, tuple[Finding, ...]]:
    """Take the key of an id out of use for good."""
    revoked = revoke_api_key(work.store, key) if "\x00" not in key else None
    if revoked is not None:
        return revoked, ()
    message = f"There is no key with the id {key}."
    hint = "`schemebuilder keys list` shows the ids."
    return None, (Finding("SB-U009", Severity.ERROR, message, hint=hint),)


def holder(work: Workspace, secret: str) -> ApiKey | None:
    """Return whose key this is, or None if it is nobody's or revoked."""
    if not secret.startswith(PREFIX):
        return None
    return api_key_of(work.store, sha256(secret))
