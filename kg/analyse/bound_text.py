"""The proof of a bound as JSON, and back: whole numbers for multipliers, IRIs for networks."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from kg.analyse.bound import Asked, Branch, Leaf, Proof, Tree


def proof_text(proof: Proof) -> str:
    """The same proof gives the same text."""
    asked = proof.asked
    made = {
        "bound": str(proof.bound),
        "optimal": proof.optimal,
        "asked": {
            "keep": sorted(asked.keep),
            "never_merge": sorted(sorted(pair) for pair in asked.apart),
            "dissolve": sorted(asked.dissolve),
            "without_successor": sorted(asked.nowhere),
            "max_members": asked.max_members,
        },
        "parts": {name: _tree(tree) for name, tree in proof.trees.items()},
    }
    return json.dumps(made, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_proof(text: str) -> Proof:
    """Raises ValueError for a text that holds no proof."""
    try:
        found = json.loads(text)
        asked = found["asked"]
        most = asked["max_members"]
        return Proof(
            Asked(
                frozenset(map(str, asked["keep"])),
                frozenset(frozenset(map(str, pair)) for pair in asked["never_merge"]),
                frozenset(map(str, asked["dissolve"])),
                frozenset(map(str, asked["without_successor"])),
                None if most is None else _whole(most),
            ),
            {str(name): _read(tree) for name, tree in found["parts"].items()},
            Fraction(str(found["bound"])),
            bool(found["optimal"]),
        )
    except (KeyError, TypeError, AttributeError, ZeroDivisionError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _tree(tree: Tree) -> Mapping[str, Any]:
    if isinstance(tree, Leaf):
        leaf: dict[str, Any] = {"per": tree.per, "multipliers": dict(tree.multipliers)}
        return leaf | ({"room": dict(tree.room)} if tree.room else {})
    ends = sorted(tree.ends)
    return {"network": tree.network, "ends": ends, "inside": _tree(tree.inside), "outside": _tree(tree.outside)}


def _read(found: Mapping[str, Any]) -> Tree:
    if "network" in found:
        ends = frozenset(map(str, found["ends"]))
        return Branch(str(found["network"]), ends, _read(found["inside"]), _read(found["outside"]))
    return Leaf(_numbers(found["multipliers"]), _numbers(found.get("room", {})), _whole(found["per"]))


def _numbers(found: Mapping[str, Any]) -> dict[str, int]:
    return {str(name): _whole(number) for name, number in found.items()}


def _whole(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(f"{number!r} is no whole number")
    return number
