"""Pictures of the explorer's pages for the documentation: `python -m tests.screenshots` writes `docs/images/*.png`."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from explorer_server import ROOT, browsing, open_page, serving

IMAGES = ROOT / "docs" / "images"
UNIT = "helsinki/unit/turvallisuus-ja-valmiusyksikko"
SHOTS = {
    "start": "/",
    "ask": "/kysy?q=kuka vastaa turvallisuussuunnitelman seurannasta?",
    "card": f"/asia?id={UNIT}",
    "chains": f"/ketju?from=helsinki/act/pelastuslaki&to={UNIT}",
    "matrix": "/vastuumatriisi",
    "impact": f"/vaikutukset?of={UNIT}",
    "coverage": "/kattavuus?data=mallila",
    "overlaps": "/paallekkaisyydet?data=mallila&pair=V007~V008",
    "pruning": "/karsinta?data=mallila",
    "measures": "/toimenpiteet?data=mallila",
    "statement": "/asia?id=mallila/statement/R019&data=mallila",
    "map": "/kartta?data=mallila&level=vocab/area-levels/sub-district",
    "timeline": "/aikajana",
    "sources": "/lahteet?sentence=P38.1",
    "findings": "/havainnot",
    "interface": "/rajapinta",
    "import": "/tuonti",
    "help": "/ohje",
}
TALLEST = 1500


def main() -> None:
    """One picture a page, 1280 wide, down to the end of the page or to `TALLEST`."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "store") as address, browsing() as browser:
        for name, path in SHOTS.items():
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            open_page(page, address, path)
            height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
            page.set_viewport_size({"width": 1280, "height": min(max(height, 700), TALLEST)})
            page.wait_for_timeout(300)
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
            print(name)


if __name__ == "__main__":
    main()
