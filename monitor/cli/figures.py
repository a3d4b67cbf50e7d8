"""Precision, recall and F1 as people and scripts read them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from monitor.cli.output import say_json, say_table

if TYPE_CHECKING:
    from monitor.model.scores import Score


def say_figures(overall: "Score", groups: "Mapping[str, Mapping[str, Score]]") -> None:
    """Print a table: the whole, and the score of each member of each group, such as each language."""
    rows = [("all", "", overall)]
    rows += [
        (group, name or "-", score) for group, scores in groups.items() for name, score in scores.items()
    ]
    say_table(
        ["of", "which", "precision", "recall", "F1", "right", "missed", "wrong"],
        (
            (
                of,
                which,
                *_parts(s),
                s.right,
                s.missed,
                s.wrong,
            )
            for of, which, s in rows
        ),
    )


def _parts(score: "Score") -> tuple[str, ...]:
    """Return precision, recall and F1; dashes where there was nothing to find and nothing was found."""
    if not score.right + score.missed + score.wrong:
        return ("-",) * 3
    return tuple(f"{part:.3f}" for part in (score.precision, score.recall, score.f1))


def say_figures_json(
    overall: "Score", groups: "Mapping[str, Mapping[str, Score]]", wrong: list[dict[str, Any]]
) -> None:
    """Print the same as JSON, and what is wrong."""
    figures = {
        f"by_{group}": {name: _figures(score) for name, score in scores.items()}
        for group, scores in groups.items()
    }
    say_json({"overall": _figures(overall), **figures, "wrong": wrong})


def _figures(score: "Score") -> dict[str, Any]:
    return {
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "right": score.right,
        "missed": score.missed,
        "wrong": score.wrong,
    }
