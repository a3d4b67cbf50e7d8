"""Numbers in the text format of Prometheus. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One measure, for one thing or for several that a label tells apart."""

    #: Without the prefix `monitor_`.
    name: str
    kind: Literal["gauge", "counter"]
    help: str
    #: Values of the label -> number; a single number has the empty text.
    values: Mapping[str, float]
    #: Name of the label.
    label: str = ""


def one(name: str, value: float, *, help: str, kind: Literal["gauge", "counter"] = "gauge") -> Metric:
    """Return a measure of a single thing."""
    return Metric(name=name, kind=kind, help=help, values={"": value})


def to_text(metrics: Iterable[Metric]) -> str:
    """Return what a Prometheus server reads (exposition format 0.0.4)."""
    return "".join(f"{line}\n" for metric in metrics for line in _lines(metric))


def _lines(metric: Metric) -> Iterable[str]:
    name = f"monitor_{metric.name}"
    yield f"# HELP {name} {metric.help}"
    yield f"# TYPE {name} {metric.kind}"
    for label, value in metric.values.items():
        # Labels are names of ours: jobs, states. Nothing in them need be escaped.
        where = f'{{{metric.label}="{label}"}}' if metric.label else ""
        yield f"{name}{where} {value:.15g}"
