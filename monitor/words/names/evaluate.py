"""How well names are found: recall, precision and F1 over sentences whose names are known. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.model.scores import Score, total
from monitor.model.topics import Name
from monitor.words.names.index import NameHit, NameIndex
from monitor.words.tokens import tokenise


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and whose name it holds."""

    id: str
    language: str
    text: str
    #: The key of the name that must be found; None: no name may be.
    entity: str | None
    #: Who must not be found; empty: nobody in particular.
    near: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongSentence:
    """A sentence in which too little or too much was found."""

    sentence: Sentence
    #: Sorted keys of the names that were found.
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEvaluation:
    """The result over a file of sentences."""

    overall: Score
    #: By language code, sorted.
    by_language: Mapping[str, Score]
    #: In the order of the sentences.
    wrong: tuple[WrongSentence, ...]


def names_from(document: Mapping[str, Mapping[str, Any]]) -> list[Name]:
    """Read the names of a JSON document that maps canonical names to `kind` and `also`."""
    return [
        Name(
            key=name,
            kind=entry["kind"],
            name=name,
            also=tuple(entry.get("also", ())),
            not_with=tuple(entry.get("not_with", ())),
            surname_alone=entry.get("surname_alone", True),
        )
        for name, entry in document.items()
    ]


def sentences_from(documents: Iterable[Mapping[str, Any]]) -> list[Sentence]:
    """Read the sentences of JSON objects with id, lang, text, entity and near."""
    return [
        Sentence(
            id=str(document.get("id", number)),
            language=document["lang"],
            text=document["text"],
            entity=document["entity"],
            near=document.get("near") or "",
        )
        for number, document in enumerate(documents, start=1)
    ]


def evaluate_names(sentences: Iterable[Sentence], names: Iterable[Name]) -> NameEvaluation:
    """Look for the names in every sentence and compare what is found with what is there."""
    index = NameIndex(names)
    scores: dict[str, Score] = {}
    wrong: list[WrongSentence] = []
    for sentence in sentences:
        hits = index.find(tokenise(sentence.text), sentence.language)
        score = _score(sentence, hits)
        scores[sentence.language] = total([scores.get(sentence.language, Score()), score])
        if score.missed or score.wrong:
            wrong.append(WrongSentence(sentence=sentence, found=tuple(sorted({hit.key for hit in hits}))))
    return NameEvaluation(
        overall=total(scores.values()), by_language=dict(sorted(scores.items())), wrong=tuple(wrong)
    )


def _score(sentence: Sentence, hits: list[NameHit]) -> Score:
    """Score one sentence; another name than the right one is wrong where it takes the same words.

    Of a sentence without a name that says who is near, only that name is wrong: the others have no label.
    """
    own = {at for hit in hits if hit.key == sentence.entity for at in range(hit.first, hit.last + 1)}
    others = {
        hit.key
        for hit in hits
        if hit.key != sentence.entity
        and (not own or not own.isdisjoint(range(hit.first, hit.last + 1)))
        and (sentence.entity or sentence.near in ("", hit.key))
    }
    return Score(right=int(bool(own)), missed=int(sentence.entity is not None and not own), wrong=len(others))
