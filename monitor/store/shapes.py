"""What the columns of JSON hold: values from outside are checked against the nouns that are made of them."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import datetime
from math import isfinite
from typing import Any, Literal, get_args, get_origin, get_type_hints

from monitor.model.coverage import Coverage, HealthState
from monitor.model.tellings import Delta, Mention, Part
from monitor.model.topics import Span

#: Table and column -> what it holds, as JSON has it: nouns as tables of their fields, tuples as lists.
SHAPES: Mapping[str, Any] = {
    "item.tags": tuple[str, ...],
    "match.spans": tuple[Span, ...],
    "issue.topics": tuple[tuple[str, int], ...],
    "issue.coverage": Coverage,
    "issue_item.topics": tuple[str, ...],
    "issue_item.mentions": tuple[Mention, ...],
    "issue_story.deltas": tuple[Delta, ...],
    "issue_story.rank": tuple[Part, ...],
}


def fits(value: Any, shape: Any) -> bool:
    """Tell whether a value of JSON can be read as this type; a TypeError or ValueError says that too."""
    if get_origin(shape) is Literal or shape is HealthState:
        return type(value) is str and value in (get_args(shape) or list(HealthState))
    if get_origin(shape) is tuple or hasattr(shape, "_fields"):
        return type(value) is list and _all_fit(value, shape)
    if is_dataclass(shape):
        return type(value) is dict and _is_noun(value, shape)
    if shape is datetime:
        return type(value) is str and datetime.fromisoformat(value).tzinfo is not None
    if shape is float:
        return type(value) in (int, float) and isfinite(value)
    return type(value) is shape


def _all_fit(values: list[Any], shape: Any) -> bool:
    shapes = get_args(shape) or tuple(get_type_hints(shape).values())
    if shapes[-1] is ...:
        shapes = shapes[:1] * len(values)
    return len(values) == len(shapes) and all(map(fits, values, shapes))


def _is_noun(values: dict[str, Any], noun: Any) -> bool:
    noun(**values)
    hints = get_type_hints(noun)
    return all(fits(value, hints[name]) for name, value in values.items())
