"""What axe-core says of each page, as a table: `python -m tests.accessibility` writes `docs/accessibility.md`.

Every page of the documentation's pictures, at 1280 and at 400 pixels, in Finnish, Swedish and English.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from explorer_server import ROOT, axe, browsing, open_page, serving
from screenshots import SHOTS

from kg.messages import LANGUAGES

TABLE = ROOT / "docs" / "accessibility.md"
WIDTHS = (1280, 400)
HEAD = """# What axe-core finds

Printed by `python -m tests.accessibility`: axe-core {version} in Chromium over every page, width and language, with the
rules for WCAG 2.0 and 2.1 A and AA and its good practices. *Passed* counts the rules that applied and held; *for a
person* those that axe-core could not decide.

| page | language | width | passed | violations | for a person |
| --- | --- | --- | --- | --- | --- |
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "store") as address, browsing() as browser:
        lines, version, wrong = [], "", []
        for name, path in SHOTS.items():
            for lang in LANGUAGES:
                page = browser.new_page()
                open_page(page, address, f"{path}{'&' if '?' in path else '?'}lang={lang}")
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    page.wait_for_timeout(400)
                    found = axe(page)
                    version = found["testEngine"]["version"]
                    counts = (len(found[part]) for part in ("passes", "violations", "incomplete"))
                    lines.append(f"| {name} | {lang} | {width} | {' | '.join(map(str, counts))} |")
                    wrong += [
                        (name, lang, width, v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found["violations"]
                    ]
                    print(lines[-1], flush=True)
                page.close()
    TABLE.write_text(HEAD.format(version=version) + "\n".join(lines) + "\n", encoding="utf-8")
    for violation in wrong:
        print(*violation)


if __name__ == "__main__":
    main()
