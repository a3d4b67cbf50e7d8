"""Belarusian word forms, in both orthographies and in the Latin script.

The endings are those of the declensions and conjugations in «Беларуская граматыка», part 1 (Мінск:
Навука і тэхніка, 1985, on morphology) and, where taraškievica has others, of the nouns in Я. Лёсік,
«Беларускі правапіс» (Менск, 1929, § 12). No published stemmer is followed: the way (longest ending first,
a shortest stem) is suffix stripping as in M. Porter, "An algorithm for suffix stripping" (Program 14,
1980); what is levelled behind the ending is our own, tried on `tests/words/data/inflections.txt`.
"""

import re

from monitor.words.endings import make

# Written as the levelled text has them: и never, э as е, ы as і, no soft sign.
_NOUN = """
    а я у ю о е і ой ей ай яй ою ею аю яю ам ям ом ем амі ямі ах ях оў еў аў яў
    ія іі ій ію іяй іяю іям іямі іях іяў іе ікаў
"""
_ADJECTIVE = "і ага яга ога аму яму ому ім іх імі ая яя ой ай яй ую юю ое ае яе ія"
_VERB = """
    ац аў ала ало алі ае аюц аеш аем аеце
    іц іў іла іло ілі іш яц яў яла ялі яло яе яюц уц юц ац еш ем ец
    аваў авала авалі авац уе уюц уем яваў явала явалі явац юе ююц оўва
    ано ено ята іўші аўші
"""

STEMMER = make(
    endings=f"{_NOUN} {_ADJECTIVE} {_VERB}",
    vowels="аеіоуюя",
    shortest=3,
    levelling=[
        ("", r"(?<=.{2})(.)(?=\1$)", ""),
        # вызвалены, вызваленне, вызваліў; вязень, вязня
        ("н", r"(?<=.[^аеіоуюяў])ен$", "н"),
        ("н", r"(?<=.{3}[^аеіоуюяў])н+$", ""),
        ("ц", r"(?<=.{2}[^аеіоуюя])ец$", "ц"),
        ("к", r"(?<=.{2}[^аеіоуюя])[аое]к$", "к"),
        ("ан", r"(?<=.{3})[аяоё]ван?$", ""),
        ("н", r"(?<=.{5})ан$", ""),
        ("ў", r"(?<=.{4})[аяоёую]ў$", ""),
        ("", r"(?<=.{2})(.)(?=\1$)", ""),
        # вярнуўся, вярнуць
        ("ўлц", r"(?<=.{3}н)у[ўлц]$", ""),
        # амбасада, амбасадзе; дыпламат, дыпламаце; затрымаць, затрыманы
        ("з", r"дз$", "д"),
        ("ж", r"(?<=.{2})дж$", "д"),
        # выпушчаны, выпусціў
        ("ч", r"(?<=.{3})шч$", "ст"),
        ("ц", r"(?<=.{2}[^к])ц$", "т"),
        ("ў", r"(?<=.{3})ў$", "в"),
        ("л", r"(?<=.{3}[бпвмф])л$", ""),
    ],
)

#: Folded Latin script to Cyrillic; what folding lost (š, č, ž, ŭ after a vowel) is taken as written.
_LATIN = re.compile(r"ch|dz|(?:i|j)[aeou]|[a-z]")
_CYRILLIC = {
    "ch": "х", "dz": "дз", "ia": "я", "ie": "е", "io": "е", "iu": "ю", "ja": "я", "je": "е", "jo": "е",
    "ju": "ю", "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "г", "i": "і",
    "j": "й",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у",
    "v": "в", "w": "в", "y": "і", "z": "з", "q": "к", "x": "кс",
}  # fmt: skip
#: And back, for a query's word that may stand in a text in Latin script; `stem_be` undoes it, losses and all.
_TO_LATIN = str.maketrans(
    {cyrillic: latin for latin, cyrillic in _CYRILLIC.items() if len(cyrillic) == 1}
    | {"ж": "z", "ч": "c", "ш": "s", "ў": "u", "ы": "y", "э": "e", "ґ": "g", "ь": ""}
)
#: What the orthographies write differently: зьняволены and зняволены, прэзыдэнт and прэзідэнт.
_LEVEL = str.maketrans({"э": "е", "ы": "і", "ь": "", "ґ": "г", "'": "", "и": "і"})
_SOFT_L = re.compile(r"л([яю])")
_SHORT_U = re.compile(r"(?<=[аеіоуюя])в(?![аеіоуюя])|(?<=[аеіоуюя])у(?![аеіоуюя])")
#: Begins the key of a word in Latin letters. Which language it is in nobody can tell by the one word (`list`,
#: `met`, `mission`), so it shares no key with words in Cyrillic.
_OF_LATIN = "~"
#: Вызваліўся, вызваляецца; what stands for -ть in вызваліцца is its ending.
_REFLEXIVE = re.compile(r"(?<=.{4})(?:ся|сь|ца(?<=[іаяую]цца)|(?<=е)цца|(?<=[^ц])ца)$")
#: Украінец, украінцы; літовец, літоўцам.
_PEOPLE = re.compile(r"(?<=.{3}[нўй])ц(?:і|у|ом|аў|ам|амі|ах)$")


def stem_be(word: str) -> str:
    """Return the key that the forms of a folded Belarusian word share."""
    if not word.isascii():
        return _stem(word)
    spelt = _LATIN.sub(lambda found: _CYRILLIC[found[0]], word)
    return word if spelt == word else _OF_LATIN + _stem(_SHORT_U.sub("ў", spelt))


def in_latin(word: str) -> str:
    """Return a folded word in folded Latin script: not as it is written, but with the same key."""
    return word.translate(_TO_LATIN)


def _stem(word: str) -> str:
    word = _REFLEXIVE.sub("", word.translate(_LEVEL))
    word = _SOFT_L.sub(lambda found: "ла" if found[1] == "я" else "лу", word)
    return STEMMER.stem(_PEOPLE.sub("", word))
