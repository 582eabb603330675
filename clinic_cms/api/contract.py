"""The published schema: what django-ninja derives, completed by errors, headers and examples."""

import json
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from clinic_cms.api.http.cache_control import published
from clinic_cms.api.operations import JSON, OPERATIONS, PART, Operation
from clinic_cms.api.problems import MEDIA_TYPE, PROBLEM_TYPES, Problem

EXAMPLES = Path(__file__).with_name("examples.json")
"""Responses by operation id, as tests recorded them."""

STATED = tomllib.loads(Path(__file__).with_name("contract.toml").read_text(encoding="utf-8"))
"""What is written for readers of the schema: its description, statuses, headers and tokens."""
COMMON_STATUSES = (400, 404, 405, 410, 429, 500)


class DeliveryAPI(NinjaAPI):
    """The delivery API. It has no page of documentation: that would load scripts from elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            title="Delivery API",
            version="1.0.0",
            description=STATED["description"],
            urls_namespace="clinic_cms:delivery",
            docs_url=None,
            docs_decorator=published,
            servers=[{"url": "/", "description": "The network's host, or a clinic's own"}],
        )

    @cached_property
    def _schema(self) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_params={})
        examples = json.loads(EXAMPLES.read_text())
        for item in schema["paths"].values():
            for described in item.values():
                name = described["operationId"]
                _complete(described, OPERATIONS[name], examples.get(name))
        components = schema["components"]
        components["schemas"]["Problem"] = _problem_schema()
        components["securitySchemes"] = STATED["security_schemes"]
        return schema

    def get_openapi_schema(self, **_kwargs: Any) -> OpenAPISchema:
        """Return the schema, made once per process: it is the same on every host."""
        return self._schema


def _complete(described: dict[str, Any], operation: Operation, example: Any) -> None:
    """Add to an operation what django-ninja does not derive."""
    for parameter in described["parameters"]:
        _plain(parameter)
        if parameter["name"] == "fields":
            _enumerate(parameter, list(operation.fields))
    if operation.security:
        described["security"] = [{scheme: []} for scheme in operation.security]
    if operation.deprecation is not None:
        described["deprecated"] = True
    success = described["responses"][200]
    success["description"] = "The answer."
    content = success["content"]
    if example is not None:
        content[JSON]["examples"] = {"recorded": {"value": example}}
    content[PART] = {
        "schema": {
            "type": "object",
            "description": f"The fields of `{JSON}` that the parameter `fields` chose.",
        }
    }
    for status in sorted((*COMMON_STATUSES, *operation.statuses)):
        described["responses"][status] = _error(status)
    described["responses"][429]["headers"] = _headers("limited", "refused")
    if operation.caching.is_private:
        success["headers"] = _headers("limited")
    else:
        success["headers"] = _headers("cached", "limited")
        unchanged = {"description": "The reader has it: `If-None-Match` or `If-Modified-Since`."}
        described["responses"][304] = unchanged | {"headers": success["headers"]}


def _headers(*groups: str) -> dict[str, Any]:
    return {
        name: {"description": text, "schema": {"type": "string"}}
        for group in groups
        for name, text in STATED["headers"][group].items()
    }


def _plain(parameter: dict[str, Any]) -> None:
    """Leave null out of an optional parameter's types: it is not sent instead."""
    schema = parameter["schema"]
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
    schema.update(*kinds)
    for name in ("title", "description", "example"):
        schema.pop(name, None)


def _enumerate(parameter: dict[str, Any], names: list[str]) -> None:
    """Describe a list of fields, separated by commas."""
    parameter["schema"] = {
        "type": "array",
        "items": {"type": "string", "enum": names},
        "minItems": 1,
    }
    parameter |= {"style": "form", "explode": False, "example": names[:2]}


def _error(status: int) -> dict[str, Any]:
    types = [each for each in PROBLEM_TYPES.values() if each.status == status]
    return {
        "description": STATED["statuses"][str(status)],
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {
                    each.code: {
                        "value": {
                            "type": f"/api/v1/problems/{each.code}",
                            "code": each.code,
                            "title": each.title,
                            "status": status,
                            "detail": each.remedy,
                            "instance": "/api/v1/clinics/kosak",
                        }
                    }
                    for each in types
                },
            }
        },
    }


def _problem_schema() -> dict[str, Any]:
    schema = Problem.model_json_schema(mode="validation")
    for name in ("parameter", "suggestion"):
        schema["properties"][name]["type"] = "string"
        del schema["properties"][name]["anyOf"], schema["properties"][name]["default"]
    schema["properties"]["code"]["enum"] = list(PROBLEM_TYPES)
    return schema
