"""Writes kg/explorer/static/icons.woff2: of Streamlit's icon font, the icons that Streamlit itself names.

Run with fonttools and brotli installed. Material Symbols is under the Apache licence 2.0.
"""

import re
from pathlib import Path

import streamlit
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

STATIC = Path(streamlit.__file__).parent / "static"
TARGET = Path(__file__).parents[2] / "kg" / "explorer" / "static" / "icons.woff2"
NAMED = re.compile(r":material/([a-z_0-9]+)")


def main() -> None:
    names = {name for file in (STATIC / "static" / "js").glob("*.js") for name in NAMED.findall(file.read_text())}
    (source,) = (STATIC / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2")
    font = TTFont(source)
    glyphs = set(font.getGlyphOrder()) & names
    subsetter = Subsetter(Options(layout_closure=False, layout_features=["*"], flavor="woff2", glyph_names=False))
    subsetter.populate(glyphs=glyphs, text="abcdefghijklmnopqrstuvwxyz0123456789_")
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(TARGET)
    print(len(glyphs), "icons,", TARGET.stat().st_size, "bytes; unknown:", sorted(names - glyphs))


if __name__ == "__main__":
    main()
