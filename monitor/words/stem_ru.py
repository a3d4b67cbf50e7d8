"""Russian word forms.

Snowball's Russian rules (PyStemmer) split common nouns (`канал`, `каналу`; `Иран`, `Ирана`) and the
participle from its verb, so the rules here are our own, derived from the paradigms of school grammar and
tried on `tests/words/data/inflections.txt`: longest ending first, a shortest stem, then the traces of
derivation.
"""

import re

from monitor.words.endings import make

_NOUN = """
    а я у ю о е ы и ь й ой ою ей ею ем ом ам ям ами ями ах ях ов ев иев
    ия ии ий ию ией ием иям иями иях ие ье ья ьи ью ьей ьем ьям ьями ьях
"""
_ADJECTIVE = "ый ий ой ого его ому ему ым им ом ем ые ие ых их ыми ими ая яя ую юю ое ее ою ею ей"
_VERB = """
    ать ал ала ало али ает ают аешь аем аете ай айте ая ав ять ял яла яло яли
    яет яют яем яв ить ил ила ило или ишь им ив ивши еть ел ела ело ели еет еют ешь ывать ывал
    ывала ывали ывает ывают ывая овать овал овала овало овали ует уют уем уя ан ана
    ано аны анный анная анное анные анного анной анным анных анными анному анном анную ание ания анию
    анием аний аниям аниях аниями ании ован ована овано ованы ованный ованная ованное ованные ованного
    ованной ованным ованных ованными ованному ованном ованную ование ования ованию ованием ований
    ованиям ованиях ованиями овании ен ена ено ены енный енная енное енные енного енной енным енных
    енными енному енном енную ение ения ению ением ений ениям ениях ениями ении
"""
# Of all who did and do: освободившая, вернувшегося, выпускающие.
_OF_VERBS = "авш явш ивш евш ывавш овавш увш ающ яющ ующ ывающ овающ ящ ащ"
_OF_PARTICIPLES = "ий ая ее ие его ей ему им их ими ую ем"
_PARTICIPLE = " ".join(sign + end for sign in _OF_VERBS.split() for end in _OF_PARTICIPLES.split())

STEMMER = make(
    endings=f"{_NOUN} {_ADJECTIVE} {_VERB} {_PARTICIPLE}",
    vowels="аеиоуыэюя",
    shortest=3,
    levelling=[
        ("ь", r"ь$", ""),
        # What is an ending on one word and a part of another: канал, каналу; заключен, заключенному
        ("нл", r"(?<=.{3})(?:ован|ал)$", ""),
        ("л", r"(?<=.{5})ил$", ""),
        # вернул, вернуть
        ("лт", r"(?<=.{3}н)у[лт]$", ""),
        # держит, but not вышлет: вышли is of выйти
        ("т", r"(?<=.{5})[еу]т$|(?<=.{4})(?<!шл|мм)[июя]т$", ""),
        ("н", r"^(.*[аеиоуыэюя].*(?<=.{3}))[еа]нн?$", r"\1"),
        ("кц", r"(?<=.{2}[^аеиоуыэюя])ь?[ео][кц]$", "к"),
        ("ц", r"(?<=.{2}[^аеиоуыэюя])ц$", "к"),
        ("р", r"(?<=.{2}т)ер$", "р"),
        # освободил, освобождение; выпустил, выпущен; купил, куплен
        ("д", r"(?<=.{3})жд$", "д"),
        ("щ", r"(?<=.{4})щ$", "ст"),
        # and вывез, вывезла
        ("л", r"(?<=.{3}[бпвмфзсгк])л$", ""),
        ("", r"(?<=.{2})(.)(?=\1$)", ""),
    ],
)
_REFLEXIVE = re.compile(r"(?<=.{4})(?:ся|сь)$")
#: Представители did nothing, as their ending says that прилетели did.
_DOERS = re.compile(r"(?<=[иая]тел)и$")


def stem_ru(word: str) -> str:
    """Return the key that the forms of a folded Russian word share."""
    return STEMMER.stem(_DOERS.sub("ь", _REFLEXIVE.sub("", word)))
