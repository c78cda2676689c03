"""RDF documents that mean harm: refused within seconds with what was found, the store as it was."""

import resource
from pathlib import Path

import pytest
from planner_files import quads_of

from kg.changes import load_documents
from kg.errors import KgError
from kg.load.depth import DEEPEST
from kg.load.shipped import BASE
from kg.messages import LANGUAGES
from kg.pipeline import exported
from kg.present.rdf import FORMATS, to_rdf
from kg.store.parsing import nesting

AREA = f"{BASE}id/naapurila/area/"
WITHIN = "<http://www.opengis.net/ont/geosparql#sfWithin>"


def used() -> float:
    """Seconds of the processor, of this process and of those that it started."""
    whose = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(w.ru_utime + w.ru_stime for w in whose)


def deep(number: int, before: str, middle: str, after: str) -> str:
    return before * number + middle + after * number


def chain(number: int) -> str:
    kind = f"a <{BASE}ns/Area>"
    return "".join(f"<{AREA}{i}> {kind} ; {WITHIN} <{AREA}{i + 1}> .\n" for i in range(number))


HARMFUL = {
    "too-deep": {
        "blank.ttl": "<urn:a> <urn:p> " + deep(100_000, "[ <urn:p> ", "1", " ]") + " .",
        "lists.trig": "<urn:a> <urn:p> " + deep(100_000, "( ", "1", " )") + " .",
        "objects.jsonld": deep(20_000, '{"@id":"urn:a","urn:p":', "1", "}"),
        "arrays.jsonld": deep(200_000, "[", "", "]"),
        "triples.nt": "<urn:a> <urn:b> " + deep(50_000, "<<( <urn:a> <urn:b> ", "<urn:c>", " )>>") + " .",
    },
    "newer-rdf": {
        "triple.nt": "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .",
        "direction.nt": '<urn:a> <urn:b> "x"@en--ltr .',
    },
    "hidden-character": {
        "iri.nt": '<urn:a\u200b> <urn:b> "c" .',
        "text.ttl": '<urn:a> <urn:b> "abc\u202etxt.exe" .',
    },
    "remote-context": {"context.jsonld": '{"@context": "http://127.0.0.1:9/x", "@id": "urn:a", "p": "q"}'},
    "reader-stopped": {
        "alike.nt": "".join(f"_:b{i} <urn:p> _:b{j} .\n" for i in range(14) for j in range(14) if i != j)
    },
    "too-deep-chain": {"chain.ttl": chain(3_000), "circle.ttl": chain(200) + f"<{AREA}200> {WITHIN} <{AREA}0> ."},
    "no-source-graph": {
        f"{number}.nq": f'<urn:a> <urn:b> "c" <{BASE}graph/{name}> .'
        for number, name in enumerate(("naapurila", "naapurila/", "naapurila/inferred/x", "", "/sheets"))
    },
    "other-municipality": {"other.nq": f'<urn:a> <urn:b> "c" <{BASE}graph/mallila/sheets> .'},
    "syntax": {
        "open.ttl": '<urn:a> <urn:b> """never closed',
        "cut.nq": "<urn:a> <urn:b> <urn:c",
        "broken.jsonld": '{"@id": "urn:a", "urn:p": ',
    },
}
CASES = [(key, name, text) for key, files in HARMFUL.items() for name, text in files.items()]


@pytest.mark.parametrize(("key", "name", "text"), CASES, ids=lambda v: v if len(v) < 30 else "")
def test_a_harmful_document_is_refused_and_nothing_is_written(tmp_path: Path, key: str, name: str, text: str) -> None:
    path, store = tmp_path / name, tmp_path / "kept" / "store"
    path.write_text(text, encoding="utf-8")
    before = used()
    with pytest.raises(KgError) as caught:
        load_documents([path], "naapurila", store, None)
    assert caught.value.key in (f"load.{key}", "load.too-slow" if key == "reader-stopped" else "")
    assert all(caught.value.message(lang) for lang in LANGUAGES)
    assert used() - before < 5
    assert not quads_of(store)


@pytest.mark.parametrize("name", ["history", "reports", "certificates", "inferred"])
def test_graphs_of_the_program_itself_are_left_out(tmp_path: Path, name: str) -> None:
    path, store = tmp_path / "own.nq", tmp_path / "kept" / "store"
    path.write_text(f'<urn:a> <urn:b> "c" <{BASE}graph/naapurila/{name}> .', encoding="utf-8")
    done = load_documents([path], "naapurila", store, None)
    assert (done.record, done.left_out) == (None, (f"{BASE}graph/naapurila/{name}",))


def test_the_deepest_chain_that_is_accepted_can_be_exported_and_loaded_again(tmp_path: Path) -> None:
    path, store = tmp_path / "chain.ttl", tmp_path / "kept" / "store"
    path.write_text(chain(DEEPEST), encoding="utf-8")
    load_documents([path], "naapurila", store, None)
    for ending in FORMATS:
        again = tmp_path / f"again.{ending}"
        again.write_bytes(to_rdf(exported("naapurila", store, ["chain"]), ending))
        other = tmp_path / ending / "store"
        load_documents([again], "naapurila", other, f"{BASE}graph/naapurila/chain")
        assert {q for q in quads_of(other) if "/history" not in q[3]} == {
            q for q in quads_of(store) if "/history" not in q[3]
        }


@pytest.mark.parametrize(
    ("text", "ending", "depth"),
    [
        ("[ [ ] [ [ ] ] ]" * 50, ".ttl", 3),
        ('<urn:[[[> <urn:p> "[[[", """[ " [""", \'[\' # [[[\n .' * 50, ".ttl", 0),
        ('{"a[[": ["\\"[[", {}]}' * 50, ".jsonld", 3),
        ("<urn:a> <urn:b> <urn:c> ." * 50, ".nt", 0),
    ],
)
def test_brackets_in_texts_and_comments_do_not_nest(text: str, ending: str, depth: int) -> None:
    assert nesting(text.encode(), ending) == depth
