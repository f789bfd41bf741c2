"""Builds small documents for tests in a line."""

from typing import Any

from engine.document import Document, Edge, Node
from engine.edits import END, Insert


def network(*layers: tuple[str, str, dict[str, Any]] | tuple[str, str], edges: str = "") -> Document:
    """A document of nodes `(name, block, arguments)`, ids equal to names.

    `edges` is like `"a>b a>c.input2"`; without it the nodes are chained in their order.
    """
    document = Document(id="test", title="Test net")
    nodes = [Node(layer[0], layer[0], layer[1], 1, *layer[2:], x=200.0 * i) for i, layer in enumerate(layers)]
    pairs = edges.split() or [f"{a.id}>{b.id}" for a, b in zip(nodes, nodes[1:], strict=False)]
    made: list[Edge] = []
    for pair in pairs:
        source, _, target = pair.partition(">")
        source, _, output = source.partition(".")
        target, _, port = target.partition(".")
        index = sum(edge.target == target for edge in made)
        made.append(Edge(f"e{len(made)}", source, target, output or "output", port or "input", index))
    document.apply(Insert("main", [(END, node) for node in nodes], [(END, edge) for edge in made]))
    return document
