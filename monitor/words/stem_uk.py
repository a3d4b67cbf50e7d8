"""Ukrainian word forms.

The endings are those of the four declensions of nouns (hard, soft and mixed) and of the adjectives in
«Український правопис» (Київ: Наукова думка, 1993, §§ 46-69), and those of the verb's two conjugations.
No published stemmer is followed: the way (longest ending first, a shortest stem) is suffix stripping as in
M. Porter, "An algorithm for suffix stripping" (Program 14, 1980); what is levelled behind the ending is our
own, tried on `tests/words/data/inflections.txt`.
"""

import re

from monitor.words.endings import make

_NOUN = """
    а я у ю о е є и і ї ь ою ею єю ьою ам ям ами ями ах ях ом ем єм ів їв ей ові еві єві
    ія іа ії ій ію ією іям іями іях
"""
_ADJECTIVE = "ий ій ого ього ому ьому им ім їм их іх їх ими іми їми ої ьої ою ій ую юю"
_VERB = """
    ати ав ала ало али ає ають аєте аємо аєш аючи яв яла яло яли яти яє яють ив ила ило или ити ить ать ять
    имо ите иш їв їла їло їли їти їть ів іла іло іли іти іє іють ував ювала ювало ював ювали ювати ює
    юють увала увало ували увати ує ують уватиме уватимуть юватиме юватимуть атиме атимуть итиме итимуть
    ує уть ють еш емо ете нув нула нуло нули нути не нуть ано яно ено ято вши вати еть єть аєть яєть уєть юєть
"""

STEMMER = make(
    endings=f"{_NOUN} {_ADJECTIVE} {_VERB}",
    vowels="аеєиіїоуюя",
    shortest=3,
    levelling=[
        ("", r"ь", ""),
        ("", r"(?<=.{2})(.)(?=\1$)", ""),
        # звільнений, звільнення, звільнив; в'язень, в'язня
        ("н", r"(?<=.[^аеєиіїоуюя])ен$", "н"),
        ("н", r"(?<=.{3}[^аеєиіїоуюя])н+$", ""),
        ("ц", r"(?<=.{2}[^аеєиіїоуюя])[еє]ц$", "ц"),
        ("к", r"(?<=.{2}[^аеєиіїоуюя])[ое]к$", "к"),
        ("ан", r"(?<=.{3})[уюо]ван?$", ""),
        ("в", r"(?<=.{4})[уюо]в$", ""),
        ("н", r"(?<=.{5})ан$", ""),
        ("", r"(?<=.{2})(.)(?=\1$)", ""),
        ("ж", r"(?<=.{4})(?:дж|ждж)$", "д"),
        # відпущено, відпустив; звинувачений, звинуватив; домовленість, домовленості
        ("щ", r"(?<=.{4})щ$", "ст"),
        ("ч", r"(?<=.{5})ч$", "т"),
        ("т", r"(?<=.{4})іст$", "ост"),
        # зробив, зроблено; зник, зникла
        ("л", r"(?<=.{3}[бпвмфзсгкх])л$", ""),
        # безпека, безпеці
        ("ц", r"(?<=.{4}[аеєиіїоуюя])ц$", "к"),
    ],
)
_REFLEXIVE = re.compile(r"(?<=.{4})(?:ся|сь)$")


def stem_uk(word: str) -> str:
    """Return the key that the forms of a folded Ukrainian word share."""
    return STEMMER.stem(_REFLEXIVE.sub("", word.replace("'", "")))
