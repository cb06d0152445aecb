"""The description of the interface in OpenAPI 3.1, made from the resources."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from schemebuilder import bundled
from schemebuilder.web_api import shapes
from schemebuilder.web_api.bodies import Body
from schemebuilder.web_api.decisions import NewBatch, NewDecision
from schemebuilder.web_api.describing import SHAPES
from schemebuilder.web_api.problems import PREFIX
from schemebuilder.web_api.schemes import NewScheme, NewVersion
from schemebuilder.web_api.simulations import NewSimulation

BODIES: Final[tuple[type[Body], ...]] = (
    NewScheme,
    NewVersion,
    NewDecision,
    NewBatch,
    NewSimulation,
)
OPENAPI: Final = "3.1.0"
_TAGS: Final = (
    {"name": "schemes", "description": "The rules, as texts in versions that never change."},
    {"name": "decisions", "description": "Cases decided by a scheme, each with its reasons."},
    {"name": "simulations", "description": "Costs and reach, worked out by worker processes."},
    {"name": "server", "description": "The server itself; no key is needed."},
)


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the document: what FastAPI knows of parameters and answers, and what it does not."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=OPENAPI,
        description=app.description,
        routes=app.routes,
        tags=[dict(tag) for tag in _TAGS],
        servers=[{"url": PREFIX}],
    )
    held = made["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        held.pop(name, None)  # FastAPI's own, in whose place problems are
    _, extra = models_json_schema(
        [(model, "validation") for model in BODIES] + [(shapes.Problem, "validation")],
        ref_template=SHAPES + "{model}",
    )
    held |= extra["$defs"]
    held["Result"] = _result()
    held["Report"] = {"type": "object", "description": held["Report"]["description"]}
    for path in made["paths"].values():
        for operation in path.values():
            if (
                operation.get("responses", {})
                .get("422", {})
                .get("content", {})
                .get("application/json")
            ):
                del operation["responses"]["422"]
    return made


def _result() -> dict[str, Any]:
    """Return the schema of a result, whose references begin at this document's components."""
    path = bundled.dsl() / "pack" / "result.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    kept = {key: value for key, value in schema.items() if key not in {"$schema", "$id"}}
    referred: dict[str, Any] = _referred(kept)
    return referred


def _referred(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {
            key: value.replace("#/$defs/", f"{SHAPES}Result/$defs/")
            if key == "$ref"
            else _referred(value)
            for key, value in node.items()
        }
    return [_referred(each) for each in node] if isinstance(node, list) else node
