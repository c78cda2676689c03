"""Sixty requests that mean harm: each a name and what `httpx.request` needs beside the server's address."""

from typing import Any
from urllib.parse import quote

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


def _post(query: str) -> dict[str, Any]:
    return {"method": "POST", "path": "/sparql", "content": query.encode("utf-8", "surrogatepass"), "headers": DIRECT}


def _get(path: str, **headers: str) -> dict[str, Any]:
    return {"method": "GET", "path": path, "headers": headers}


def _form(body: bytes) -> dict[str, Any]:
    return {"method": "POST", "path": "/sparql", "content": body, "headers": FORM}


QUERIES = {
    "product-count": f"SELECT (COUNT(*) AS ?n) WHERE {{ {ALL} }}",
    "product-distinct": f"SELECT (COUNT(DISTINCT *) AS ?n) WHERE {{ {ALL} }}",
    "product-order": f"SELECT * WHERE {{ {ALL} }} ORDER BY ?c ?f ?i",
    "product-rows": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }",
    "product-graph": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {ALL} }}",
    "product-group": f"SELECT ?a (GROUP_CONCAT(STR(?i)) AS ?t) WHERE {{ {ALL} }} GROUP BY ?a",
    "doubling": "SELECT ?z WHERE { BIND('xxxxxxxx' AS ?v0) "
    + " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(34))
    + " BIND(STRLEN(?v34) AS ?z) }",
    "replace": "SELECT (STRLEN(REPLACE(REPLACE('"
    + "a" * 9000
    + "', 'a', '"
    + "b" * 9000
    + "'), 'b', '"
    + "c" * 9000
    + "')) AS ?n) {}",
    "regex": "ASK { FILTER(REGEX('" + "a" * 40 + "!', '^(a+)+$')) }",
    "regex-size": "ASK { FILTER(REGEX('a', '((((a{1,99}){1,99}){1,99}){1,99})')) }",
    "path-any": "SELECT (COUNT(*) AS ?n) WHERE { ?a (<urn:p>|!<urn:p>)* ?b . ?c (<urn:q>|!<urn:q>)* ?d }",
    "path-nested": "SELECT (COUNT(*) AS ?n) WHERE { ?a ((((!<urn:p>)*)*)*)* ?b . ?b (!<urn:p>)* ?c }",
    "path-long": "ASK { ?a " + "/".join(["(!<urn:p>)"] * 90) + " ?b }",
    "path-too-long": "ASK { ?a " + "/".join(["(!<urn:p>)"] * 5000) + " ?b }",
    "disconnected": "ASK { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(150)) + " FILTER(?a0 = ?a149) }",
    "patterns": "ASK { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(2000)) + " }",
    "optionals": "SELECT * { ?a ?b ?c " + " ".join(f"OPTIONAL {{ ?x{n} ?y{n} ?z{n} }}" for n in range(60)) + " }",
    "braces": "SELECT * " + "{" * 2200 + "}" * 2200,
    "braces-huge": "ASK " + "{" * 100_000,
    "parentheses": "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "nots": "ASK { FILTER(" + "!" * 9500 + "true) }",
    "sums": "ASK { FILTER(" + "1+" * 7000 + "1 > 0) }",
    "unions": "SELECT * { " + " UNION ".join(["{ ?a ?b ?c }"] * 2500) + " }",
    "brackets": "ASK { ?s ?p " + "[ <urn:p> " * 1000 + "1" + " ]" * 1000 + " }",
    "lists": "ASK { ?s ?p " + "(" * 1000 + ")" * 1000 + " }",
    "sub-selects": "SELECT * " + "{ SELECT * " * 100 + "{ ?a ?b ?c . ?d ?e ?f }" + " }" * 100,
    "values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(300)))} }}" for n in range(12))
    + " }",
    "exists": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER EXISTS { ?d ?e ?f FILTER EXISTS { ?g ?h ?z } } }",
    "service": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "service-glued": "SELECT*{SERVICESILENT<http://127.0.0.1:1/>{?s?p?o}}",
    "service-prefix": "PREFIX S:<http://127.0.0.1:1/>SELECT*{SERVICES:{?s?p?o}}",
    "service-escaped": "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "service-metadata": "SELECT * { SERVICE <http://169.254.169.254/latest/> { ?s ?p ?o } }",
    "from-file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "from-named-file": "SELECT * FROM NAMED <file:///proc/self/environ> { GRAPH ?g { ?s ?p ?o } }",
    "load": "LOAD <file:///etc/passwd>",
    "drop": "DROP ALL",
    "insert": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "insert-hidden": "# SELECT\nPREFIX a: <b>\nINSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "two-updates": "SELECT * {} ; DROP ALL",
    "java": "PREFIX j: <java:java.lang.> SELECT (j:Runtime() AS ?x) {}",
    "string-open": "ASK { ?s ?p '''" + "x" * 100_000,
    "quotes": "ASK { ?s ?p " + '"""' * 50_000,
    "iri-open": "ASK { ?s <" + "a<" * 60_000,
    "dots": "ASK { " + "a." * 100_000 + " }",
    "nul": "ASK { ?s ?p '\x00\x01' }",
    "surrogate": "ASK { ?s ?p '\ud800' }",
    "huge": "ASK { } #" + "x" * 2_000_000,
    "prefixes": "".join(f"PREFIX p{n}: <urn:{n}> " for n in range(4000)) + "ASK {}",
}
REQUESTS: dict[str, dict[str, Any]] = {name: _post(query) for name, query in QUERIES.items()}
REQUESTS |= {
    "many-queries": _form(b"&".join([b"query=ASK%7B%7D"] * 1000)),
    "many-fields": _form(b"&".join(b"a%d=1" % n for n in range(100_000))),
    "many-graphs": _get("/sparql?query=ASK%7B%7D" + "".join(f"&default-graph-uri=urn:{n}" for n in range(150))),
    "bad-graph": _get("/sparql?query=ASK%7B%7D&default-graph-uri=" + quote('x> { } #"<')),
    "not-utf8": _form(b"query=ASK%7B%7D%ff%fe"),
    "update-form": _form(b"update=DROP%20ALL"),
    "accept": _get("/sparql?query=ASK%7B%7D", Accept=",".join(["a/b;q=0." + "9" * 300] * 100)),
    "timeout": _get("/sparql?query=ASK%7B%7D&timeout=1e999"),
    "traversal": _get("/assets/..%2f..%2f..%2f..%2fetc/passwd"),
    "dump-traversal": _get("/dumps/..%2f..%2fetc/passwd.ttl"),
    "script-path": _get("/id/%3Cscript%3Ealert(1)%3C/script%3E", Accept="text/html"),
    "script-lang": _get("/schema?lang=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", Accept="text/html"),
    "query-injection": _get("/queries/things.json?thing=" + quote('" } } ; DROP ALL #')),
    "host": _get("/sparql", Host='evil"><script>', Accept="text/turtle"),
    "method": {"method": "TRACE", "path": "/sparql", "headers": {}},
    "body-on-get": {"method": "GET", "path": "/sparql", "content": b"query=DROP ALL", "headers": FORM},
    "deep-json-type": {
        "method": "POST",
        "path": "/sparql",
        "content": b"[" * 100_000,
        "headers": {"Content-Type": "application/json"},
    },
}
