"""Records of our own topics read back into models, with the right reason when they can't be."""

from typing import TypeVar

from pydantic import ValidationError

from schemas.base import Record
from schemas.deadletter import Reason
from services.errors import Rejected

Model = TypeVar("Model", bound=Record)


def decode(model: type[Model], value: bytes | None) -> Model:
    """The record in `value`. Raises Rejected: undecodable (no JSON) or schema_invalid (JSON of another shape)."""
    if not value:
        raise Rejected(Reason.UNDECODABLE, "the record is empty")
    try:
        return model.model_validate_json(value)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False, include_context=False)
        if any(e["type"] == "json_invalid" for e in wrong):
            raise Rejected(Reason.UNDECODABLE, f"no JSON: {wrong[0]['msg']}") from None
        said = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in wrong[:5])
        raise Rejected(Reason.SCHEMA_INVALID, f"no {model.__name__}: {said}") from None
