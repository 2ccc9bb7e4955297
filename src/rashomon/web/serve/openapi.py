"""The description of the workbench for programs, OpenAPI 3.1: every page's twin, every write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon import __version__
from rashomon.web.serve.actions import ABOUT, FIELDS, LONGEST, MOST
from rashomon.web.serve.pages.base import PARAMS, View
from rashomon.web.serve.store import KINDS
from rashomon.web.serve.twin import adapter

Json = dict[str, object]
REF = "#/components/schemas/{model}"
ERROR: Json = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
BOUND = r"^(-?[0-9]{1,15}(\.[0-9]{1,9})?)?$"
TEXT: Json = {"type": "string", "maxLength": LONGEST}


def description(views: Sequence[View]) -> Json:
    """The whole description."""
    paths: Json = {}
    schemas: Json = {}
    for view in views:
        name = view.kind.__name__
        schema = adapter(view.kind).json_schema(mode="serialization", ref_template=REF)
        schemas.update(schema.pop("$defs", {}))
        schemas[name] = schema
        paths[view.twin] = {"get": _page(view, name)}
    paths |= _writes()
    security: list[object] = [{"token": []}, {"cookie": []}]
    schemes: Json = {
        "token": {"type": "http", "scheme": "bearer"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": "rashomon-PORT"},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rashomon workbench", "version": __version__},
        "security": security,
        "paths": paths,
        "components": {"schemas": schemas | {"Error": ERROR}, "securitySchemes": schemes},
    }


def _page(view: View, kind: str) -> Json:
    parameters = [_parameter(name) for name in view.params]
    if "{key}" in view.path:
        key = {"type": "string", "minLength": 1, "maxLength": 200}
        parameters.append({"name": "key", "in": "path", "required": True, "schema": key, "description": "an id"})
    return {
        "operationId": view.name,
        "summary": view.summary,
        "parameters": parameters,
        "responses": {"200": _json("the page", {"$ref": f"#/components/schemas/{kind}"}), **_errors(400, 404, 503)},
    }


def _parameter(name: str) -> Json:
    schema, meaning = PARAMS[name]
    return {"name": name, "in": "query", "required": False, "schema": dict(schema), "description": meaning}


def _writes() -> Json:
    """The decisions, their undoing, adding reports, and the stream of events."""
    made = _json("recorded", _object({"id": {"type": "string"}}))
    started = _json("begun", _object({"job": {"type": "integer"}}))
    key: Json = {"name": "key", "in": "path", "required": True, "schema": {"type": "string", "maxLength": 200}}
    who: Json = {"who": {"type": "string", "maxLength": 200}, "why": TEXT}
    undone = _body(_object(who, ()))
    add = _object({"path": {"type": "string", "minLength": 1, "maxLength": 4096}})
    refused = _errors(400, 403, 409, 413, 415)
    events: Json = {"text/event-stream": {"schema": {"type": "string"}}}
    return {
        "/decisions": {"post": _operation("decide", "Decide", _body(_decisions()), {"201": made, **refused})},
        "/decisions/{key}/undo": {
            "post": _operation("undo", "Undo a decision", undone, {"200": made, **_errors(404), **refused}, [key])
        },
        "/reports": {"post": _operation("add_reports", "Add reports by path", _body(add), {"202": started, **refused})},
        "/reports/{key}/remove": {
            "post": _operation("remove_report", "Take a report out", undone, {"200": made, **refused}, [key])
        },
        "/events": {
            "get": {
                "operationId": "events",
                "summary": "Server-sent events: 'version' when the case has changed, 'jobs' while reports are added",
                "responses": {"200": {"description": "a stream that does not end", "content": events}},
            }
        },
    }


def _decisions() -> Json:
    """A body for each kind of decision."""
    return {"oneOf": [_decision(kind, fields) for kind, fields in FIELDS.items()]}


def _decision(kind: str, fields: Mapping[str, Sequence[str]]) -> Json:
    what, least = ABOUT[kind]
    ids: Json = {
        "type": "array",
        "items": {"type": "string", "minLength": 1, "maxLength": 200},
        "minItems": least,
        "maxItems": MOST,
        "uniqueItems": True,
        "description": what,
    }
    value = {name: _field(name, choices) for name, choices in fields.items()}
    rest: Json = {"kind": {"const": kind}, "about": ids, "value": _object(value)}
    named: Json = {"who": {"type": "string", "pattern": r"\S", "maxLength": 200}, "why": TEXT}
    return {**_object({**rest, **named}, ("kind", "about", "value")), "title": KINDS[kind]}


def _field(name: str, choices: Sequence[str]) -> Json:
    """One field of a decision."""
    if choices:
        return {"type": "string", "enum": list(choices)}
    return {"type": "string", "pattern": BOUND} if name in ("low", "high", "start") else dict(TEXT)


def _operation(name: str, summary: str, body: Json, responses: Json, parameters: Sequence[Json] = ()) -> Json:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": list(parameters),
        "requestBody": body,
        "responses": responses,
    }


def _object(properties: Mapping[str, object], required: Sequence[str] | None = None) -> Json:
    names = list(properties) if required is None else list(required)
    return {"type": "object", "properties": dict(properties), "required": names}


def _body(schema: Json) -> Json:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _json(what: str, schema: Json) -> Json:
    return {"description": what, "content": {"application/json": {"schema": schema}}}


def _errors(*statuses: int) -> Json:
    return {str(status): _json("refused, and why", {"$ref": "#/components/schemas/Error"}) for status in statuses}
