"""The explorer's pictures of webs: the bundle is built from its source, and the pictures say what the data say."""

import gzip
import json
from hashlib import sha256
from pathlib import Path

from kg.commands.chain import Chain, chain
from kg.explorer.chain import woven
from kg.explorer.graph import open_graph
from kg.explorer.woven import STATIC, script

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "tools" / "web"
LARGEST = 400 * 1024


def test_the_bundle_is_built_from_its_source() -> None:
    """`node tools/web/build.mjs` writes the hash of its source into the first line."""
    found = sha256((SOURCE / "web.js").read_bytes() + (SOURCE / "package.json").read_bytes()).hexdigest()
    assert found in (STATIC / "web.js").read_text(encoding="utf-8").split("\n", 1)[0]


def test_the_bundle_is_light_and_names_the_licence_of_each_library() -> None:
    content = (STATIC / "web.js").read_bytes()
    assert len(gzip.compress(content, 9)) < LARGEST
    licences = (STATIC / "web.LICENSES.txt").read_text(encoding="utf-8")
    for name in (
        *json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))["devDependencies"],
        "dagre",
        "lodash",
    ):
        assert name == "esbuild" or f"{name}\n\n" in licences
    assert sha256(content).hexdigest()[:12] in script()


def test_a_picture_holds_every_thing_and_tie_of_the_chains_and_marks_the_shortest() -> None:
    municipality = open_graph("helsinki").municipality
    base = "https://w3id.org/vastuuverkko/id/helsinki"
    view = chain(
        municipality, Chain(start=f"{base}/act/pelastuslaki", end=f"{base}/unit/turvallisuus-ja-valmiusyksikko")
    )
    hops = {(h.edge.source, h.edge.target, h.edge.relation): h for found in view.chains for h in found}
    drawn = woven(view, hops, {}, [str(n) for n in range(len(hops))])
    assert {box.id for box in drawn.boxes} == {end for h in hops.values() for end in (h.start, h.end)}
    assert len(drawn.ties) == len(hops)
    main = [tie for tie in drawn.ties if "main" in tie.classes.split()]
    assert len(main) == len(view.chains[0])
    for tie, hop in zip(drawn.ties, hops.values(), strict=True):
        assert (tie.source, tie.target) == (hop.start, hop.end)
        assert ("back" in tie.classes.split()) == hop.inverse
