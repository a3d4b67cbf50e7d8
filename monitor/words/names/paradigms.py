"""The case endings of names, by language and kind of name.

Each row gives, for one kind of name, the endings behind the stem's last consonant; `*` holds for every
language. From the declension tables of «Русская грамматика» (1980), «Беларуская граматыка» (1985),
«Український правопис» (2019), «Nowy słownik poprawnej polszczyzny» (1999), «Dabartinės lietuvių kalbos
gramatika» (1996), and the same for Czech, Latvian, German.
"""

from functools import lru_cache

from monitor.words.names.sounds import ending_sounds

#: By kind of name and sex. Kinds are adjective: Тихановский; possessive: Колесникова; consonant: Келлог;
#: o: Лукашенко; a: Бабарыка; vowel: Рубио; ij: Беларуськалий; plural: Горки; soft: Копысь; -as, -is, -us:
#: what stands before these in Lithuanian, where another of them makes another word: Pavilionis is a man,
#: pavilionas a pavilion.
_ENDINGS: dict[tuple[str, str], dict[str, str]] = {
    ("adjective", "m"): {
        "*": "ий ый і i y",
        "ru": "ий ый ого его ому ему им ым ом ем",
        "be": "і ы ага яга ога аму яму ому ім ым",
        "uk": "ий ій ого ього ому ьому им ім",
        "pl": "i y iego ego iemu emu im ym",
        "lt": "is io iui į iu yje y ys",
        "lv": "is a im i u ā ī s",
        "cs": "ý ého ému ém ým í ího ímu ím ij",
        "de": "is ys ijs yjs",
    },
    ("adjective", "f"): {
        "*": "ая яя aya a",
        "ru": "ая яя ой ей ую юю ою ею",
        "be": "ая яя ай яй ую юю аю яю ой",
        "uk": "а я ої ій у ю ою ею ая",
        "pl": "a iej ej ą aja ę",
        "lt": "a os ai ą oje aja ajos ajai ają ajoje ė ės ei ę ienė ienės ienei ienę",
        "lv": "a as ai u ā aja ajas ajai aju",
        "cs": "á é ou ová ové ovou aja aju aji",
        "de": "as ajas",
    },
    ("possessive", "f"): {
        "*": "а a",
        "ru": "а ой у ою",
        "be": "а ай у аю ой",
        "uk": "а ої ій у ою",
        "pl": "a ej ą ę y ie",
        "lt": "a os ai ą oje",
        "lv": "a as ai u ā",
        "cs": "á é ou a y u ě ová ové ovou",
        "de": "as",
    },
    ("consonant", "m"): {
        "*": "",
        "ru": "а я у ю ом ем ым им е",
        "be": "а я у ю ам ем ям ым ім е ы",
        "uk": "а я у ю ові еві єві ом ем єм им і ю",
        "pl": "a owi iowi em iem ie e u iu ze ym",
        "lt": "as o ui ą u e is io iui į iu us aus ų umi uje ius iaus ių iumi iuje iau ys y yje",
        "lv": "s a am u ā is im i us um",
        "cs": "a ovi em u e i ům om",
        "de": "s es",
        "fr": "e",
    },
    ("consonant", "f"): {
        "*": "",
        "lt": "ė ės ei ę ienė ienės ienei ienę a os ai ą",
        "lv": "a as ai u e es ei i",
        "cs": "ová ové ovou",
        "de": "s",
    },
    ("o", "m"): {
        "*": "о а o a",
        "ru": "о а и у ой ы е ою",
        "be": "а і у ам ом ы о ай е",
        "uk": "о а у ові еві ом і ю",
        "pl": "o a i y e ę ą owi em",
        "lt": "a os ai ą oje o",
        "lv": "o",
        "cs": "o a ovi u em y ou i",
        "de": "os as",
    },
    ("o", "f"): {"*": "о а o a", "de": "os as"},
    ("a", "m"): {
        "*": "а a",
        "ru": "а я ы и е у ю ой ей ою ею",
        "be": "а я ы і е у ю ай яй аю яю ой ам ям",
        "uk": "а я и і ї у ю ою ею єю ові еві",
        "pl": "a y i e ie ę ą o ze",
        "lt": "a os ai ą oje ė ės ei ę ėje",
        "lv": "a as am ai u ā ām",
        "cs": "a y ovi u e ě ou i",
        "de": "as",
    },
    ("vowel", "m"): {
        "pl": "a owi em ego iego emu iemu im ym",
        "lt": "as o ui ą u us aus is io iui į iu s ė ės ei ę ėje",
        "cs": "a ovi em ho mu m ým",
        "de": "s os es is",
    },
    ("vowel", "f"): {"lt": "ė ės ei ę ėje", "lv": "e es ei i", "de": "s os es is"},
    ("ij", "m"): {
        "*": "ий i",
        "ru": "ий ия ию ием ии ей ея ею еем ее ай ая аю аем ае",
        "be": "ій ія ію іем іі ей ею ея яю еем эю ем ям ай ая аю аем аі",
        "uk": "ій ія ію ієм ії єві ієві ей ея ею еєм еї ай аю аєм аї аєві",
        "pl": "ij ija ijowi ijem iju ej eja ejowi ejem eju aj aja ajowi ajem aju",
        "lt": "is io iui į iu jus jaus jui jų jumi ijus ijaus ijui ijų"
        " ejus ejaus ejui ejų ejumi ėjus ėjaus ėjui ėjų ajus ajaus ajui ajų ajumi",
        "cs": "ij ije iji ijem ej eje eji ejem",
    },
    ("-as", "m"): {"lt": "as o ui ą u e"},
    ("-is", "m"): {"lt": "is ys io iui į iu y yje"},
    ("-us", "m"): {"lt": "us aus ui ų umi au uje ius iaus iui ių iumi iau iuje"},
}
_ENDINGS["soft", "m"] = _ENDINGS["soft", "f"] = {
    "*": "",
    "ru": "и ью",
    "be": "і ю ью",
    "uk": "і ю ью",
    "pl": "i ią",
}
_ENDINGS["plural", "m"] = {
    "*": "",
    "ru": "ы и ов ей ам ям ами ями ах ях",
    "be": "ы і аў оў еў яў ам ям амі ямі ах ях",
    "uk": "и і ів їв ей ам ям ами ями ах ях",
    "pl": "y i e ow om am ami ach",
    "lt": "ai iai ų ių ams iams us ius ais iais uose iuose ės ių ėms es ėmis ėse",
    "cs": "y e ů um ach ich",
}
_ENDINGS["a", "f"] = _ENDINGS["a", "m"]
_ENDINGS["possessive", "m"] = _ENDINGS["consonant", "m"]
_ENDINGS["ij", "f"] = _ENDINGS["ij", "m"]
_ENDINGS["plural", "f"] = _ENDINGS["plural", "m"]

#: Consonants that endings change: (language, kinds, last sound, what it becomes, the endings).
ALTERNATIONS: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    *(("pl", ("a", "o"), old, new, "e") for old, new in (("k", "t"), ("h", "d"), ("h", "x"))),
    *(("be", ("a",), old, new, "е ы") for old, new in (("k", "t"), ("h", "z"), ("h", "s"))),
    *(("uk", ("a",), old, new, "і") for old, new in (("k", "t"), ("h", "z"), ("h", "s"))),
    *(("cs", ("a", "o"), old, new, "e i") for old, new in (("k", "t"), ("h", "z"), ("h", "x"))),
    ("lt", ("-is", "consonant"), "t", "c", "io iui iu"),
    ("lt", ("-is", "consonant"), "d", "j", "io iui iu"),
)
#: Languages that decline names, and those whose endings come near theirs; "" is a text of unknown language.
_LIKE = dict.fromkeys(("sr", "hr", "bs", "sl", "sk", "mk", "bg", ""), ("be", "cs", "de", "pl", "ru", "uk"))


@lru_cache(maxsize=512)
def sounding(kind: str, sex: str, language: str) -> frozenset[str]:
    """Return how the endings of a kind of name may sound in a language."""
    if language in _LIKE:
        return frozenset().union(*(sounding(kind, sex, known) for known in _LIKE[language]))
    row = _ENDINGS[kind, sex]
    endings = [*row.get("*", "").split(), *row.get(language, "").split()]
    heard = {ending_sounds(ending) for ending in endings}
    return frozenset(heard | {""}) if row.get("*") == "" else frozenset(heard)
