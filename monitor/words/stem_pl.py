"""Polish word forms, written for words that carry no diacritics any more.

Snowball's Polish rules (PyStemmer) wait for ą, ę, ł, ó, ś and split what folding has levelled
(`dyplomatow`, `zwolnil`). The rules here are our own, derived from the paradigms of school grammar,
folded, and tried on `tests/words/data/inflections.txt`.
"""

import re

from monitor.words.endings import make

_NOUN = """
    a i y e o u ie iu ia ii io em iem om iom ami iami ach iach ow iow owi iowi owie iowie
    ja ji je jo jom jami jach j um
"""
_ADJECTIVE = "y i ego iego emu iemu ym im ych ich ymi imi a ia e ie ej iej a"
_VERB = """
    ic yc ac il yl al ila yla ala ili yli ali ilo ylo alo ily yly aly
    ono iono ony iony ona iona one ione onych ionych onym ionym onymi ionymi onego ionego onej ionej eni ieni
    ano any ana ane ani anych anym anymi anego anej
    enie ienie enia ienia eniu ieniu eniem ieniem eniami ieniami eniach ieniach eniom ieniom
    anie ania aniu aniem an aniami aniach aniom
    owac owal owala owali owaly owano owany owana owane owani owanych owanym owanymi owanego owanej
    owanie owania owaniu owaniem owan owaniami uje uja ujac
    ujacy ujaca ujace ujacych ujacego ujacej ujacemu ujacym ujacymi
    ajacy ajaca ajace ajacych ajacego ajacej ajacemu ajacym ajacymi
    aja a ajac aca acych iac
"""

STEMMER = make(
    endings=f"{_NOUN} {_ADJECTIVE} {_VERB}",
    vowels="aeiouy",
    shortest=3,
    levelling=[
        # wiezien, wieznia; marzec, marca; poczatek, poczatku; minister, ministra
        ("n", r"(?<=.{2}[^aeiouy])ien$", "n"),
        ("c", r"(?<=.{2}[^aeiouy])i?ec$", "c"),
        ("k", r"(?<=.{2}[^aeiouy])i?ek$", "k"),
        ("r", r"(?<=.{3}[^aeiouy])er$", "r"),
        ("z", r"(?:(?<=.{3}t)|(?<=.{4}[aeiouy]))rz$", "r"),
        # handel, handlu; zakazywac, zakazuje
        ("l", r"(?<=.{2}[^aeiouy])el$", "l"),
        ("w", r"(?<=.{4})[iy]w$", ""),
        # bialoruski, bialoruscy; opozycjonista, opozycjonisci; wyslannik, wyslannicy; ambasada, ambasadzie
        ("n", r"(?<=.{5})en$", ""),
        ("ck", r"(?<=.{3})s[ck]$", "st"),
        ("c", r"(?<=.{2}[^k])c$", "k"),
        ("z", r"(?<=.{2})dz$", "d"),
        ("j", r"(?<=.{4})j$", ""),
        ("i", r"(?<=.{3})i$", ""),
        # not oddac, whose rest would be od
        ("", r"(?<=.{2})(.)(?=\1$)", ""),
    ],
)
#: dyplomata, dyplomaci; prezydent, prezydencie
_SOFT_T = re.compile(r"(?<=.{3})c(?=ie?$)")
#: Verbs in -nąć (zamknąć, zamknął): zamknęła, zamknęli; zamknięto, zamknięci, zamknięcie; not tunele
_NASAL = (
    (re.compile(r"(?<=[^aeiouy]n)el(?=[aioy]$)"), "al"),
    (re.compile(r"(?<=[^aeiouy]n)ie[tc](?=(?:[aeioy]|ych|ymi?|ego|ej|i[aeu]m?)$)"), "an"),
)


def stem_pl(word: str) -> str:
    """Return the key that the forms of a folded Polish word share."""
    word = _SOFT_T.sub("t", word)
    if "n" in word[-7:]:
        for pattern, levelled in _NASAL:
            word = pattern.sub(levelled, word)
    return STEMMER.stem(word)
