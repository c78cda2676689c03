"""An HTTP request into a question of the SPARQL 1.1 Protocol (W3C Recommendation 2013, section 2), or a refusal."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.server.sparql.gate import MAX_LENGTH, Refused

MAX_BODY = 4 * MAX_LENGTH
_FORM, _DIRECT, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


@dataclass(frozen=True)
class Asked:
    """What a client asked: the query text, its data set, a format by name, a deadline."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    timeout: float | None = None

    @property
    def has_dataset(self) -> bool:
        return bool(self.default_graphs or self.named_graphs)


async def read(request: Request) -> Asked:
    """The question of a GET, HEAD or POST; raises Refused with the protocol's status."""
    pairs = _pairs(request.scope.get("query_string", b""))
    direct = None
    if request.method == "POST":
        kind, charset = _content_type(request)
        if charset not in ("", "utf-8", "utf8"):
            raise Refused("not-utf8", 415)
        if request.headers.get("content-encoding", "identity") != "identity":
            raise Refused("encoded-body", 415)
        if kind == _UPDATE:
            raise Refused("read-only", 403)
        if kind not in (_FORM, _DIRECT):
            raise Refused("content-type", 415)
        body = await _body(request)
        if kind == _FORM:
            pairs += _pairs(body)
        else:
            direct = _text(body)
    return _asked(pairs, direct)


def _asked(pairs: list[tuple[str, str]], direct: str | None) -> Asked:
    if any(name == "update" for name, _ in pairs):
        raise Refused("read-only", 403)
    queries = [value for name, value in pairs if name == "query"] + ([direct] if direct is not None else [])
    if len(queries) > 1:
        raise Refused("one-query")
    if not queries and any(name.endswith("-graph-uri") for name, _ in pairs):
        raise Refused("no-query")
    named = dict(pairs)
    return Asked(
        queries[0] if queries else None,
        tuple(v for n, v in pairs if n == "default-graph-uri"),
        tuple(v for n, v in pairs if n == "named-graph-uri"),
        named.get("format") or named.get("output"),
        _timeout(named.get("timeout")),
    )


def _timeout(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        raise Refused("timeout") from None
    if not 0 < seconds < 1e6:
        raise Refused("timeout")
    return seconds


def _content_type(request: Request) -> tuple[str, str]:
    kind, _, params = request.headers.get("content-type", "").partition(";")
    charset = next((p.split("=", 1)[1] for p in params.lower().split(";") if p.strip().startswith("charset=")), "")
    return kind.strip().lower(), charset.strip(' "')


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise Refused("too-long", 413, limit=MAX_LENGTH // 1024)
    return bytes(body)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    """Decoded once, strictly: bytes that are no UTF-8 are refused, never guessed."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise Refused("not-utf8") from None
    except ValueError:
        raise Refused("too-many-fields") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not-utf8") from None
