"""The scene: an item for every node, edge and label of the workspace's document, kept equal to it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from designer.canvas.curves import Point
from designer.canvas.edge_item import EdgeItem
from designer.canvas.finding import NEARBY
from designer.canvas.geometry import HEIGHT, WIDTH, PortRef, bounds, sockets_of
from designer.canvas.heat import Heat
from designer.canvas.label_item import LabelItem
from designer.canvas.label_layer import LabelLayer
from designer.canvas.node_item import NodeItem
from designer.canvas.obstacles import Obstacles
from designer.canvas.routing import courses
from designer.theme import theme
from designer.workspace import Workspace
from engine.blocks import REGISTRY
from engine.document import Edge
from engine.edits import Edit, Freeze, Insert, Move, Remove, Rename, SetArguments, leaves
from engine.problem import Problem

Port = tuple[str, str]  # a node and its output
_MANY = 500  # items that come or go at once


class CanvasScene(QGraphicsScene):
    """Mirrors `workspace.document`: items by id, and nothing else that could differ from the document."""

    document_changed = Signal()  # items have followed an edit
    moved = Signal()  # items stand elsewhere, also while they are dragged

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.nodes: dict[str, NodeItem] = {}
        self.edges: dict[str, EdgeItem] = {}
        self.labels = LabelLayer(self)
        self.heat = Heat(self)
        self.obstacles = Obstacles()
        self._wires: dict[str, dict[str, Edge]] = {}  # the edges at each node
        self._leaving: dict[Port, dict[str, Edge]] = {}  # those that begin at each output
        self._arriving: dict[Port, dict[str, Edge]] = {}  # those that end at each input
        self._disturbed: list[QRectF] = []  # where cards stood before they were dragged
        workspace.changed.connect(self._follow_edit)
        workspace.plan_changed.connect(self._follow_plan)
        workspace.selection_changed.connect(self._follow_selection)
        theme().changed.connect(self.restyle)
        group = workspace.network
        self._sync(group.nodes, group.edges)
        self._follow_plan(set(group.nodes))
        self._follow_selection()

    # Following the document --------------------------------------------------------------------------------

    def _follow_edit(self, edit: Edit) -> None:
        nodes: dict[str, None] = {}
        edges: dict[str, None] = {}
        for leaf in leaves(edit):
            if getattr(leaf, "scope", None) != self.workspace.scope:
                continue
            match leaf:
                case Insert():
                    nodes.update((node.id, None) for _, node in leaf.nodes)
                    edges.update((edge.id, None) for _, edge in leaf.edges)
                case Remove():
                    nodes.update(dict.fromkeys(leaf.nodes))
                    edges.update(dict.fromkeys(leaf.edges))
                case SetArguments() | Rename():
                    nodes[leaf.node] = None
                case Freeze():
                    nodes.update(dict.fromkeys(leaf.frozen))
                case Move():
                    nodes.update(dict.fromkeys(leaf.positions))
        self._sync(nodes, edges)
        self.document_changed.emit()
        self.moved.emit()

    def _sync(self, nodes: Iterable[str], edges: Iterable[str]) -> None:
        """Make the items of these ids what the document says, whatever they were before."""
        nodes, edges = list(nodes), list(edges)
        if len(nodes) + len(edges) < _MANY:
            self._make_equal(nodes, edges)
            return
        # To take many wires out of Qt's index one by one takes a time that grows with their square.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        try:
            self._make_equal(nodes, edges)
        finally:
            self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)

    def _make_equal(self, nodes: list[str], edges: list[str]) -> None:
        group = self.workspace.network
        affected: dict[Port, None] = {}
        around = set(nodes)
        for id in edges:
            before = self.edges[id].edge if id in self.edges else None
            after = group.edges.get(id)
            for edge in (before, after):
                if edge is not None:
                    around.update((edge.source, edge.target))
                    affected[edge.source, edge.output] = None
            self._sync_edge(id, after)
        stood = self._places(around)
        for id in nodes:
            self._sync_node(id)
        for id in around:
            if (item := self.nodes.get(id)) is not None:
                self._show_node(item)
        affected.update(self._outputs_around(around))
        stand = self._places(around)
        self._disturbed += [place for id, place in stood.items() if stand.get(id) != place]
        self._disturbed += [place for id, place in stand.items() if stood.get(id) != place]
        affected.update(self._passing())
        self._route(affected)

    def _places(self, ids: set[str]) -> dict[str, QRectF]:
        """Where these cards are, unless they are so many that all wires have to look around them anyway."""
        return {id: self.nodes[id].sceneBoundingRect() for id in ids if id in self.nodes} if len(ids) <= 64 else {}

    def _sync_node(self, id: str) -> None:
        node = self.workspace.network.nodes.get(id)
        item = self.nodes.get(id)
        if node is None and item is not None:
            self.removeItem(self.nodes.pop(id))
            self.obstacles.remove(id)
        elif node is not None and item is None:
            item = self.nodes[id] = NodeItem(node)
            item.plan = self.workspace.node_plan(id)
            self.addItem(item)

    def _show_node(self, item: NodeItem) -> None:
        """Let a card be what the document says, with the ports that it has now."""
        node = self.workspace.network.nodes[item.node.id]
        item.show_node(node, sockets_of(node, self.wires_at(node.id)))
        self.obstacles.put(node.id, node.x, node.y, item.height)

    def _sync_edge(self, id: str, edge: Edge | None) -> None:
        if id in self.edges:
            item = self.edges.pop(id)
            self.removeItem(item)
            for end in (item.edge.source, item.edge.target):
                self._wires.get(end, {}).pop(id, None)
            self._leaving[item.edge.source, item.edge.output].pop(id)
            self._arriving[item.edge.target, item.edge.input].pop(id)
        if edge is not None:
            block = REGISTRY.get(self.workspace.network.nodes[edge.source].block)
            item = self.edges[id] = EdgeItem(edge, block.category if block else "")
            self.addItem(item)
            for end in (edge.source, edge.target):
                self._wires.setdefault(end, {})[id] = edge
            self._leaving.setdefault((edge.source, edge.output), {})[id] = edge
            self._arriving.setdefault((edge.target, edge.input), {})[id] = edge

    def _passing(self) -> dict[Port, None]:
        """The ports whose wires pass where cards have come or gone."""
        found: dict[Port, None] = {}
        for area in self._disturbed:
            for item in self.items(area.adjusted(-32, -32, 32, 32), NEARBY):
                if isinstance(item, EdgeItem):
                    found[item.edge.source, item.edge.output] = None
                elif isinstance(item, LabelItem):
                    self.labels.disturb((item.node, item.port))
        self._disturbed.clear()
        return found

    def _follow_plan(self, ids: set[str]) -> None:
        by_node: dict[str, list[Problem]] = {}
        by_edge: dict[str, list[Problem]] = {}
        for problem in self.workspace.plan.problems:
            for path in problem.paths:
                by_node.setdefault(path, []).append(problem)
            for wire in problem.edges:
                by_edge.setdefault(wire, []).append(problem)
        for id in ids & self.nodes.keys():
            self.nodes[id].show_plan(self.workspace.node_plan(id), by_node.get(id, []))
            for output in {edge.output: None for edge in self._wires.get(id, {}).values() if edge.source == id}:
                self.labels.refresh((id, output))
        for id, item in self.edges.items():
            item.show_problems(by_edge.get(id, []))
        self.heat.follow(ids)

    def _follow_selection(self) -> None:
        chosen, wires = self.workspace.selected_nodes, self.workspace.selected_edges
        for id, node_item in self.nodes.items():
            if node_item.selected != (id in chosen):
                node_item.selected = id in chosen
                node_item.update()
        for id, edge_item in self.edges.items():
            if edge_item.selected != (id in wires):
                edge_item.show_state(selected=id in wires)

    def restyle(self) -> None:
        """Paint everything anew: the theme, the language or the fonts have changed."""
        for item in self.nodes.values():
            item.forget_words()
        self.labels.renew()
        self.update()

    # Wires --------------------------------------------------------------------------------

    def preview_positions(self, positions: Mapping[str, QPointF]) -> None:
        """Show nodes elsewhere than the document has them, with their wires."""
        affected: dict[Port, None] = {}
        for id, place in positions.items():
            item = self.nodes[id]
            if item.pos() == place:
                continue
            self._disturbed.append(item.sceneBoundingRect())
            item.setPos(place)
            self.obstacles.put(id, place.x(), place.y(), item.height)
        affected.update(self._outputs_around(positions))
        if len(self._disturbed) > 256:
            affected.update(self._passing())
        self._route(affected)
        self.moved.emit()

    def forget_preview(self, ids: Iterable[str]) -> None:
        """Show nodes where the document has them again."""
        self._sync(list(ids), ())
        self.moved.emit()

    def _route(self, ports: Iterable[Port]) -> None:
        entries: dict[Port, dict[str, int]] = {}
        for port in ports:
            if edges := self.leaving(port):
                ends = [(self.start_of(edge), self._end_of(edge, entries)) for edge in edges]
                for edge, course in zip(edges, courses(ends, self.obstacles), strict=True):
                    self.edges[edge.id].show_wire(course.wire(), self._is_loose(edge))
            self.labels.refresh(port)

    def _is_loose(self, edge: Edge) -> bool:
        """Whether a port that the wire uses is not there."""
        start = self.nodes[edge.source].socket("output", edge.output)
        end = self.nodes[edge.target].socket("input", edge.input)
        return start is None or end is None or start.missing or end.missing

    def start_of(self, edge: Edge) -> Point:
        return self._anchor(PortRef(edge.source, "output", edge.output))

    def end_of(self, edge: Edge) -> Point:
        """Where the wire meets its input; in a tall ring, at its place among the others."""
        return self._end_of(edge, {})

    def _end_of(self, edge: Edge, entries: dict[Port, dict[str, int]]) -> Point:
        """The same; `entries` is filled with the places at each tall ring, for a caller that asks about many wires."""
        item = self.nodes[edge.target]
        socket = item.socket("input", edge.input)
        if socket is None or not socket.variadic:
            return self._anchor(PortRef(edge.target, "input", edge.input))
        ring = edge.target, edge.input
        if ring not in entries:
            into = list(self._arriving[ring].values())
            if item.is_fold:  # the order of a sum means nothing: wires arrive as they come, without crossing
                into.sort(key=lambda e: (self.nodes[e.source].y(), self.nodes[e.source].x(), e.index))
            else:
                into.sort(key=lambda e: e.index)
            entries[ring] = {each.id: place for place, each in enumerate(into)}
        return item.x(), item.y() + socket.entry(entries[ring][edge.id], len(entries[ring]))

    def _outputs_around(self, ids: Iterable[str]) -> dict[Port, None]:
        """The outputs whose wires a change of these can shift: their own, their sources', their fellows' in a sum."""
        found: dict[Port, None] = {}
        folds: dict[str, None] = {}
        for id in ids:
            for edge in self._wires.get(id, {}).values():
                found[edge.source, edge.output] = None
                if edge.source == id and self.nodes[edge.target].is_fold:
                    folds[edge.target] = None
        for fold in folds:
            found.update(((fellow.source, fellow.output), None) for fellow in self._wires[fold].values())
        return found

    def _anchor(self, ref: PortRef) -> Point:
        item = self.nodes[ref.node]
        socket = item.socket(ref.side, ref.port)
        if socket is None:  # while items come and go
            return item.x() + (WIDTH if ref.side == "output" else 0.0), item.y() + HEIGHT / 2
        return item.x() + socket.x, item.y() + socket.y

    def area(self, ids: Iterable[str]) -> QRectF:
        """The rectangle around the cards of these nodes; empty where there are none."""
        return bounds(box for id in ids if (box := self.obstacles.box(id)) is not None)

    def place_of(self, ref: PortRef) -> QPointF:
        """The middle of a port."""
        return QPointF(*self._anchor(ref))

    def leaving(self, output: Port) -> list[Edge]:
        """The edges that begin at an output."""
        return list(self._leaving.get(output, {}).values())

    def wires_at(self, node: str) -> list[Edge]:
        """The edges that begin or end at a node."""
        return list(self._wires.get(node, {}).values())
