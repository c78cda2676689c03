"""SPARQL text into tokens and nested groups, so that a query can be changed without losing a character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
                  |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<comment>\#[^\n]*)
      | (?P<space>\s+)
      | (?P<variable>[?$]\w+)
      | (?P<name>_:[\w.-]+|[A-Za-z][\w.-]*:[\w.:%-]*|:[\w.:%-]+|[A-Za-z_]\w*)
      | (?P<number>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<mark>\^\^|&&|\|\||!=|<=|>=|.)""",
    re.X | re.S,
)


class Token:
    """One token, told from others of the same text; `variable` is the name of one, without its mark."""

    __slots__ = ("kind", "text", "variable", "word")

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text
        self.word = text.upper() if kind == "name" else ""
        self.variable = text[1:] if kind == "variable" else None


@dataclass
class Group:
    """What stands between two braces; `items` are tokens and inner groups."""

    items: list["Token | Group"] = field(default_factory=list)

    def text(self) -> str:
        return "".join(i.text if isinstance(i, Token) else "{" + i.text() + "}" for i in self.items)

    def tokens(self) -> Iterator[Token]:
        for item in self.items:
            if isinstance(item, Token):
                yield item
            else:
                yield from item.tokens()

    def variables(self) -> set[str]:
        found: set[str] = set()
        for item in self.items:
            if isinstance(item, Group):
                found |= item.variables()
            elif item.variable:
                found.add(item.variable)
        return found

    def significant(self) -> list["Token | Group"]:
        """The items without spaces and comments."""
        return [i for i in self.items if isinstance(i, Group) or i.kind not in ("space", "comment")]


def parse(text: str) -> Group:
    """The whole text as one group; a brace too many ends the reading."""
    stack = [Group()]
    for match in TOKEN.finditer(text):
        token = Token(match.lastgroup or "", match.group())
        if token.text == "{" and token.kind == "mark":
            stack.append(Group())
            stack[-2].items.append(stack[-1])
        elif token.text == "}" and token.kind == "mark" and len(stack) > 1:
            stack.pop()
        else:
            stack[-1].items.append(token)
    return stack[0]
