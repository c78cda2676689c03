"""The data set as a whole: its description, its files, and its schema for people who write SPARQL."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.rdf import Lit, Term
from kg.server import respond
from kg.server.catalogue import DCTERMS, DUMPS
from kg.server.html import render
from kg.server.linked import OFFERS, alternates, wanted
from kg.server.negotiate import GRAPHS, HTML, language
from kg.server.service import Service
from kg.server.things import Names, local_name
from kg.server.void import counts, described_graphs, void
from kg.store.documents import prefixes
from kg.store.formats import serialise


class DataSet:
    """The pages about the data of one service."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def description(self, request: Request) -> Response:
        """/.well-known/void"""
        lang, media = _lang(request), wanted(request, OFFERS)
        published = self.service.published
        if media is None:
            return respond.error("serve.not-acceptable", 406, lang)
        if media == HTML:
            rows = await run_in_threadpool(self._sources, lang)
            shown = render("dataset.html", lang, rows=rows, published=published, dumps=DUMPS)
            return respond.page(shown, published.version, headers={"Link": alternates(request.url.path)})
        site = respond.site(request)
        content = await run_in_threadpool(void, published.data, published.apart, site, media, published.version)
        return await respond.data(request, content, media, respond.Tag(published.version))

    async def dump(self, request: Request) -> Response:
        """/dumps/{municipality}.{ending}, /dumps/{municipality}/{source}.{ending}"""
        name, _, ending = request.path_params["name"].rpartition(".")
        media = {**DUMPS, "nt": GRAPHS[1]}.get(ending)
        published = self.service.published
        graphs = self._graphs(name)
        if media is None or not graphs:
            return respond.error("serve.no-dump", 404, _lang(request), {"municipality": published.data.municipality})
        etag = f"{name}.{ending}-{published.version}".replace("/", "-")
        content = await run_in_threadpool(self._content, graphs, media)
        headers = {"Content-Disposition": f'attachment; filename="{name.replace("/", "-")}.{ending}"'}
        return await respond.data(request, content, media, respond.Tag(published.version, etag), headers)

    async def schema(self, request: Request) -> Response:
        """/schema"""
        lang = _lang(request)
        published = self.service.published
        facts = await run_in_threadpool(self._schema, lang)
        return respond.page(render("schema.html", lang, published=published, **facts), published.version)

    def _graphs(self, name: str) -> list[str]:
        data, register = self.service.published.data, self.service.published.register
        if name == data.municipality:
            return list(data.graphs)
        return [g for g in (*data.graphs, *register.graphs) if g.split("/graph/", 1)[-1] == name]

    def _content(self, graphs: list[str], media: str) -> bytes:
        data, register = self.service.published.data, self.service.published.register
        store = data.store if set(graphs) <= set(data.graphs) else register.store
        return serialise((q for g in graphs for q in store.quads(g)), media, prefixes())

    def _sources(self, lang: str) -> list[dict[str, object]]:
        data, register = self.service.published.data, self.service.published.register
        described = {**described_graphs(data), **described_graphs(register)}
        sizes = {**counts(data), **counts(register)}
        rows = []
        for graph in (*data.graphs, *register.graphs):
            said = described.get(graph, {})
            title = _in_language(said.get(DCTERMS + "title", []), lang)
            rights = _in_language(said.get(DCTERMS + "rights", []), lang)
            rows.append(
                {
                    "graph": graph,
                    "name": graph.split("/graph/", 1)[-1],
                    "title": title or graph.rsplit("/", 1)[-1],
                    "rights": rights,
                    "licences": said.get(DCTERMS + "license", []),
                    "sources": said.get(DCTERMS + "source", []),
                    "triples": sizes.get(graph, 0),
                }
            )
        return rows

    def _schema(self, lang: str) -> dict[str, object]:
        data = self.service.published.data
        used = {str(r["class"]): (r["things"], r["example"]) for r in data.rows("server/classes")}
        used |= {str(r["property"]): (r["uses"], r["example"]) for r in data.rows("server/properties")}
        terms = data.rows("server/terms", lang=lang)
        names = Names(data, [str(r["term"]) for r in terms], lang)
        rows = [
            {
                "iri": str(r["term"]),
                "name": names[str(r["term"])],
                "local": local_name(str(r["term"])),
                "definition": r["definition"],
                "is_class": str(r["kind"]).endswith("Class"),
                "uses": used.get(str(r["term"]), ("0", None))[0],
                "example": used.get(str(r["term"]), ("0", None))[1],
                "retired": r["deprecated"],
                "replacement": r["replacement"],
            }
            for r in terms
        ]
        return {"rows": rows, "prefixes": prefixes()}


def _lang(request: Request) -> str:
    return language(request.query_params.get("lang"), request.headers.get("accept-language"), "fi")


def _in_language(values: list[Term], lang: str) -> str:
    texts = [v for v in values if isinstance(v, Lit)]
    return str(next((v for v in texts if v.lang == lang), texts[0] if texts else ""))
