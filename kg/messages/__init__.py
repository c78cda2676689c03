"""Every sentence a person reads, in Finnish, Swedish and English.

`fi/errors.toml` holds the texts whose keys begin with `errors.`; a text may name facts in braces.
"""

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("fi", "sv", "en")
HERE = Path(__file__).parent


@cache
def _area(lang: str, area: str) -> dict[str, str]:
    with (HERE / lang / f"{area}.toml").open("rb") as file:
        return tomllib.load(file)


def text(key: str, lang: str, /, **facts: object) -> str:
    """The sentence for `area.name` in `lang`; raises KeyError for an unknown key or a missing fact."""
    area, name = key.split(".", 1)
    return _area(lang, area)[name].format(**facts)


def has_text(key: str) -> bool:
    """Whether the catalogues hold such a sentence."""
    area, name = key.split(".", 1)
    return name in _area(LANGUAGES[0], area)


def texts(key: str, /, **facts: object) -> dict[str, str]:
    """The sentence in all three languages: `{"fi": …, "sv": …, "en": …}`."""
    return {lang: text(key, lang, **facts) for lang in LANGUAGES}
