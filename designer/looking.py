"""Feature maps and BatchNorm statistics of the selected node: asked of the run while it trains, else of the engine."""

from PySide6.QtCore import QObject, QTimer

from designer.documents import Documents
from designer.engine_client import EngineClient
from designer.panels.batch_norm import BatchNormPanel
from designer.panels.feature_maps import FeatureMapsPanel
from designer.run_record import RunRecord
from designer.seeing import Seeing, Seen
from designer.training import Training
from designer.workspace import Workspace
from engine import messages as m
from engine.blocks import REGISTRY
from engine.blocks.normalization import BATCH_NORMS
from engine.document import Node
from engine.errors import UserError

DELAY = 30  # milliseconds; several changes at once become one question


class Looking(QObject):
    """Keeps the two panels about the current node."""

    def __init__(
        self,
        documents: Documents,
        engine: EngineClient,
        training: Training,
        maps: FeatureMapsPanel,
        batch_norm: BatchNormPanel,
    ) -> None:
        super().__init__(maps)
        self._documents, self._engine, self._training = documents, engine, training
        self._maps, self._batch_norm = maps, batch_norm
        self._watched: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._ask)
        self._seeing = Seeing()
        maps.look_back = self._look_back
        maps.look_changed.connect(self._timer.start)
        engine.plan_arrived.connect(self._timer.start)
        engine.maps_arrived.connect(self._show)
        engine.refused.connect(self._refuse)
        training.state_changed.connect(self._on_run)
        training.record_changed.connect(self._on_record)

    def follow(self) -> None:
        """The selection or the document has changed."""
        node = self._node()
        if node is None:
            self._maps.show_maps(None)
        block = REGISTRY.get(node.block) if node else None
        self._maps.set_node(block.title if block else "", node.name if node else "")
        self._watch_batch_norm()
        self._timer.start()

    def _node(self) -> Node | None:
        """The current node; where none is selected, the output, whose answer is always worth seeing."""
        workspace = self._documents.current
        if workspace is None:
            return None
        outputs = [node for node in workspace.network.nodes.values() if node.block == "output"]
        return workspace.current or (outputs[0] if outputs else None)

    def _run_is_about(self, document: str) -> bool:
        return self._training.is_active and self._training.document_id == document

    def _ask(self) -> None:
        workspace, node = self._documents.current, self._node()
        if workspace is None or node is None or not self._maps.isVisible():
            return
        own = self._training.document_id == workspace.document.id
        folder = self._training.folder if own and not self._training.is_active else None
        look = m.Look(
            document=workspace.document.id,
            revision=workspace.document.revision,
            path=node.id,
            weights=str(folder) if folder else None,
            **self._maps.look_arguments,
        )
        if self._run_is_about(workspace.document.id) and self._training.send(look):
            return
        plan = workspace.node_plan(node.id)
        if plan and plan.status == "ok" and workspace.plan_is_current:
            self._engine.send(look)

    def _show(self, maps: m.Maps | None) -> None:
        workspace, node = self._documents.current, self._node()
        if workspace and node and maps and maps.document == workspace.document.id and maps.path == node.id:
            self._maps.show_maps(maps)

    def _look_back(self, maps: m.Maps, pixel: tuple[int, ...]) -> Seen | None:
        """What a pixel of what is shown sees of the image."""
        workspace = self._documents.current
        if workspace is None or maps.document != workspace.document.id:
            return None
        return self._seeing.look_back(workspace, maps, pixel)

    def _refuse(self, message: m.Refused) -> None:
        """Nothing can be shown, and the sentence says why."""
        if message.request == "Look":
            self._maps.show_refusal(UserError(message.sentence, message.values))

    def _on_run(self) -> None:
        self._watched = None
        self._watch_batch_norm()
        self._timer.start()

    def _on_record(self, record: RunRecord | None) -> None:
        self._batch_norm.set_record(record)
        if record is not None:
            record.maps_changed.connect(lambda: self._show(record.maps))
            record.refused.connect(self._refuse)

    def _watch_batch_norm(self) -> None:
        """Follow the BatchNorm that the current node is, or that comes after it; else the network's first."""
        workspace = self._documents.current
        if workspace is None:
            self._batch_norm.set_node(None, "")
            return
        nodes = workspace.network.nodes
        path = nearest_norm(workspace)
        self._batch_norm.set_node(path, nodes[path].name if path else "")
        if path != self._watched and self._run_is_about(workspace.document.id):
            if self._training.send(m.WatchBatchNorm(path)):
                self._watched = path


def nearest_norm(workspace: Workspace) -> str | None:
    """The BatchNorm that the current node is, or that comes after it; else the network's first."""
    network, current = workspace.network, workspace.current
    norms = dict.fromkeys(node.id for node in network.nodes.values() if node.block in BATCH_NORMS)
    after: dict[str, list[str]] = {}
    for edge in network.edges.values():
        after.setdefault(edge.source, []).append(edge.target)
    reached = [current.id] if current and norms else []
    known = set(reached)
    for node in reached:  # grows while it is walked: breadth first along the wires
        if node in norms:
            return node
        fresh = [target for target in dict.fromkeys(after.get(node, ())) if target not in known]
        known.update(fresh)
        reached += fresh
    return next(iter(norms), None)
