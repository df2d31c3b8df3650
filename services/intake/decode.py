"""Bytes to a validated `Article`: UTF-8, JSON, the fields of the contract."""

import codecs
import json
import re

import orjson
from pydantic import ValidationError

from schemas.article import Article
from schemas.deadletter import Reason
from services.errors import Rejected

MESSAGE_LENGTH = 500
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(value: bytes | None) -> Article:
    """The article in a record's value. Raises Rejected: undecodable or schema_invalid."""
    if not value or not value.strip():
        raise Rejected(Reason.UNDECODABLE, "the record is empty")
    value = value.removeprefix(codecs.BOM_UTF8)
    try:
        value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Rejected(Reason.UNDECODABLE, f"not UTF-8: {error.reason} at byte {error.start}") from None
    return _validate(_parse(value))


def _parse(value: bytes) -> object:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as error:
        if "surrogate" not in str(error):
            raise Rejected(Reason.UNDECODABLE, f"not JSON: {error}"[:MESSAGE_LENGTH]) from None
    # Half of an escaped emoji ("\ud83d" alone, where a producer cut the text): forgiven, as it spoils one character.
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:
        raise Rejected(Reason.UNDECODABLE, f"not JSON: {error}"[:MESSAGE_LENGTH]) from None


def _validate(parsed: object) -> Article:
    if not isinstance(parsed, dict):
        raise Rejected(Reason.SCHEMA_INVALID, f"the record is a JSON {_kind(parsed)}, not an object")
    # Null means absent, so that {"text": null, "body": "..."} reads as its sender meant it.
    fields = {name: _whole(value) for name, value in parsed.items() if value is not None}
    if isinstance(declared := fields.get("content_type"), str):
        fields["content_type"] = _media_type(declared)
    try:
        return Article.model_validate(fields)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False, include_input=False)
        )
        raise Rejected(Reason.SCHEMA_INVALID, wrong[:MESSAGE_LENGTH]) from None
    except (OverflowError, ArithmeticError, RecursionError) as error:  # a date or number no library can hold
        raise Rejected(Reason.SCHEMA_INVALID, f"a value out of range: {error}"[:MESSAGE_LENGTH]) from None


def _media_type(declared: str) -> str:
    """`Text/HTML; charset=utf-8` -> `text/html`; XHTML is read as HTML."""
    name = declared.split(";", 1)[0].strip().lower()
    return "text/html" if name == "application/xhtml+xml" else name


def _whole(value: object) -> object:
    """Strings with lone surrogates, which no encoder takes, made whole: one replacement character each."""
    return _LONE_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def _kind(parsed: object) -> str:
    if isinstance(parsed, bool):
        return "true or false"
    if isinstance(parsed, int | float):
        return "number"
    return {str: "string", list: "array", type(None): "null"}.get(type(parsed), "value")
