"""The codes of languages (ISO 639-1), countries (ISO 3166-1) and weekdays."""

from functools import cache

from monitor.words.countries import country_names

_LANGUAGES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz"
    " ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii"
    " ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi"
    " mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw"
    " sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug"
    " uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
LANGUAGES = frozenset(_LANGUAGES.split())

#: Codes of countries that people write for the language spoken there.
LANGUAGE_MEANT = {
    "by": "be",
    "ua": "uk",
    "cz": "cs",
    "gr": "el",
    "dk": "da",
    "jp": "ja",
    "cn": "zh",
    "us": "en",
    "gb": "en",
    "kz": "kk",
    "ge": "ka",
}

#: Publishers that speak for no single country, and a code in common use that ISO has not given.
_NO_COUNTRY = {"EU", "UN", "XK"}

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def countries() -> frozenset[str]:
    """Return the two-letter codes that `country` may have."""
    return frozenset(country_names()) | _NO_COUNTRY
