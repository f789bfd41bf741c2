"""Copying parts of a network: as JSON on the system's clipboard, so that they also travel between windows."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF
from PySide6.QtGui import QGuiApplication

from designer.canvas.geometry import bounds, box_of, snapped
from designer.canvas.mime import FRAGMENT_MIME
from engine.document import Edge, Group, Names, Node, new_id
from engine.edits import END, Insert
from engine.errors import UserError
from engine.files import fragment_from_json, fragment_to_json
from engine.limits import MAXIMUM_EDGES, MAXIMUM_NODES
from engine.literals import read_literals

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView

_OFFSET = 32.0

Fragment = tuple[list[Node], list[Edge]]


class Clipboard:
    """Takes copies of a view's selection, and puts them in."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._text = b""  # what was pasted last, and how often: each copy is put a little further
        self._times = 0

    def fragment(self) -> Fragment:
        """The selected nodes in the order of definition, and the wires between them."""
        network, chosen = self._view.workspace.network, self._view.workspace.selected_nodes
        nodes = [node for node in network.nodes.values() if node.id in chosen]
        edges = [edge for edge in network.edges.values() if edge.source in chosen and edge.target in chosen]
        return nodes, edges

    def copy(self) -> bool:
        """Put the selection on the clipboard; False where there is none."""
        nodes, edges = self.fragment()
        if not nodes:
            return False
        text = json.dumps(fragment_to_json(nodes, edges), ensure_ascii=False)
        data = QMimeData()
        data.setData(FRAGMENT_MIME, text.encode(errors="replace"))
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self._text, self._times = text.encode(errors="replace"), 0
        return True

    def paste(self) -> None:
        """Put in what is on the clipboard, or say why that cannot be done."""
        data = QGuiApplication.clipboard().mimeData()
        text = b""
        if data is not None and data.hasFormat(FRAGMENT_MIME):
            text = bytes(data.data(FRAGMENT_MIME).data())
        elif data is not None and data.hasText():
            text = data.text().encode(errors="replace")
        fragment = read_fragment(text)
        if fragment is None:
            told = QCoreApplication.translate("Clipboard", "The clipboard holds no nodes. Copy some, then paste.")
            self._view.told.emit(told)
            return
        self._times = self._times + 1 if text == self._text else 1
        self._text = text
        words = QCoreApplication.translate("Clipboard", "Paste {what}")
        self._put(fragment, self._shift(fragment, self._times * _OFFSET), words)

    def duplicate(self) -> None:
        """Put a copy of the selection beside it; the clipboard stays as it is."""
        fragment = self.fragment()
        if fragment[0]:
            words = QCoreApplication.translate("Clipboard", "Duplicate {what}")
            self._put(fragment, QPointF(_OFFSET, _OFFSET), words)

    def _shift(self, fragment: Fragment, offset: float) -> QPointF:
        """How far the copy stands from its original: in sight, in any case."""
        nodes, edges = fragment
        at: dict[str, list[Edge]] = {node.id: [] for node in nodes}
        for edge in edges:
            at[edge.source].append(edge)
            at[edge.target].append(edge)
        area, visible = bounds(box_of(node, at[node.id]) for node in nodes), self._view.camera.visible
        if area.translated(offset, offset).intersects(visible):
            return QPointF(offset, offset)
        aim = visible.center() - area.center() + QPointF(offset - _OFFSET, offset - _OFFSET)
        return QPointF(snapped(aim.x()), snapped(aim.y()))

    def _put(self, fragment: Fragment, shift: QPointF, words: str) -> None:
        network = self._view.workspace.network
        most = MAXIMUM_NODES - len(network.nodes), MAXIMUM_EDGES - len(network.edges)
        if len(fragment[0]) > most[0] or len(fragment[1]) > most[1]:
            told = QCoreApplication.translate("Clipboard", "A network has at most {nodes} nodes and {wires} wires.")
            self._view.told.emit(told.format(nodes=f"{MAXIMUM_NODES:,}", wires=f"{MAXIMUM_EDGES:,}"))
            return
        nodes, edges = renewed(fragment, network, shift)
        if len(nodes) == 1:
            what = nodes[0].name
        else:
            what = QCoreApplication.translate("Clipboard", "{count} nodes").format(count=len(nodes))
        workspace = self._view.workspace
        insert = Insert(workspace.scope, [(END, node) for node in nodes], [(END, edge) for edge in edges])
        workspace.push(insert, words.format(what=what))
        workspace.select([node.id for node in nodes])


def read_fragment(text: bytes) -> Fragment | None:
    """The nodes and edges in `text`; None where it is anything else, or broken."""
    if not text[:100].lstrip().startswith(b"{"):
        return None
    try:
        nodes, edges = fragment_from_json(read_literals(text, "the clipboard"))
    except UserError:
        return None
    return (nodes, edges) if nodes else None


def renewed(fragment: Fragment, group: Group, shift: QPointF) -> Fragment:
    """The same nodes and edges with new ids and free names, `shift` further on."""
    nodes, edges = fragment
    ids = {node.id: new_id() for node in nodes}
    names = Names(node.name for node in group.nodes.values())
    made: list[Node] = []
    for node in nodes:
        name = names.free(node.name) if node.name in names else node.name
        names.add(name)
        x, y = snapped(node.x + shift.x()), snapped(node.y + shift.y())
        made.append(replace(node, id=ids[node.id], name=name, x=x, y=y))
    return made, [replace(e, id=new_id(), source=ids[e.source], target=ids[e.target]) for e in edges]
