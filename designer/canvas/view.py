"""The view of the canvas: turns what hands do into gestures and calls, and shows what the camera looks at."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QToolTip, QWidget

from designer.canvas.adding import Adding
from designer.canvas.background import paint_grid
from designer.canvas.camera import Camera
from designer.canvas.clipboard import Clipboard
from designer.canvas.finding import tooltip_at
from designer.canvas.geometry import REACH
from designer.canvas.heat_legend import HeatLegend
from designer.canvas.keyboard import Keyboard, deletion_text
from designer.canvas.minimap import Minimap
from designer.canvas.pointer import Pointer
from designer.canvas.scene import CanvasScene
from designer.canvas.style import forget_style, style
from designer.theme import theme
from designer.workspace import Workspace
from engine.edits import Edit, Remove

_WORLD = QRectF(-1.2e7, -1.2e7, 2.4e7, 2.4e7)  # more than a document's coordinates can reach


class CanvasView(QGraphicsView):
    """Shows one workspace. Everything that changes the document goes through `workspace.push`."""

    zoom_changed = Signal(float)
    add_requested = Signal(QPointF)  # Tab, or a double-click on empty canvas: a place in the scene
    block_added = Signal(str)  # by a person: its id
    context_menu_requested = Signal(QPoint, str, str)  # global place, "node", "edge" or "canvas", id
    node_activated = Signal(str)  # a double-click on a card
    block_help_requested = Signal(str)  # F1: the id of a block
    told = Signal(str)  # a line for the status bar

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.canvas = CanvasScene(workspace, self)
        self.setScene(self.canvas)
        self.setSceneRect(_WORLD)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setInteractive(False)  # gestures are ours: items get no events of their own
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.camera = Camera(self)
        self.camera.zoom_changed.connect(self.zoom_changed)
        self.pointer = Pointer(self)
        self.adding = Adding(self)
        self.keyboard = Keyboard(self)
        self.clipboard = Clipboard(self)
        self.minimap = Minimap(self)
        self.legend = HeatLegend(self)
        self._band: QRectF | None = None
        theme().changed.connect(self.viewport().update)
        workspace.changed.connect(self._follow_edit)
        self._retranslate()

    @property
    def zoom(self) -> float:
        return self.camera.zoom

    def reach(self) -> float:
        """How near to a port the pointer must be, in the scene; far out never less than a few pixels."""
        return max(REACH, 6.0 / self.zoom)

    def zoom_in(self) -> None:
        self.camera.fly(self.camera.centre, self.zoom * 1.25)

    def zoom_out(self) -> None:
        self.camera.fly(self.camera.centre, self.zoom / 1.25)

    def zoom_to(self, zoom: float) -> None:
        self.camera.fly(self.camera.centre, zoom)

    def fit(self, animated: bool = True) -> None:
        """Show the whole network."""
        self.camera.fit(self.canvas.area(self.workspace.network.nodes), animated)

    def fit_selection(self) -> None:
        """Show what is selected; the whole network where nothing is."""
        self.camera.fit(self.canvas.area(self.workspace.selected_nodes or self.workspace.network.nodes))

    def reveal(self, ids: Iterable[str]) -> None:
        """Bring these nodes into view."""
        area = self.canvas.area(ids)
        if not area.isEmpty():
            self.camera.reveal(area)

    def centre_on(self, id: str) -> None:
        """Bring a node into the middle, at the zoom that there is."""
        if (item := self.canvas.nodes.get(id)) is not None:
            self.camera.fly(item.sceneBoundingRect().center(), self.zoom)

    def _follow_edit(self, edit: Edit) -> None:
        """A gesture was about the document as it was: undo by key, or an edit from elsewhere, ends it."""
        self.pointer.cancel()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Canvas"))

    # Commands --------------------------------------------------------------------------------

    def add_block(self, block_id: str, place: QPointF | None = None) -> str | None:
        """Add a node of this block at a place of the scene, or where it fits; returns its id."""
        return self.adding.add(block_id, place)

    def delete_selection(self) -> None:
        """Remove what is selected, nodes with all their wires."""
        nodes = set(self.workspace.selected_nodes)
        edges = {edge.id for edge in self.workspace.network.edges_of(nodes)} | self.workspace.selected_edges
        if nodes or edges:
            self.pointer.cancel()
            text = deletion_text(self)
            self.workspace.push(Remove(self.workspace.scope, sorted(nodes), sorted(edges)), text)

    def copy(self) -> None:
        self.clipboard.copy()

    def cut(self) -> None:
        """Copy and remove what is selected."""
        if self.clipboard.copy():
            self.delete_selection()

    def paste(self) -> None:
        self.clipboard.paste()

    def duplicate(self) -> None:
        self.clipboard.duplicate()

    def select_all(self) -> None:
        self.workspace.select(self.workspace.network.nodes)

    # Painting --------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        paint_grid(painter, rect)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        if self._band is not None:
            painter.setPen(style().band_edge)
            painter.setBrush(style().band)
            painter.drawRect(self._band)

    def show_band(self, area: QRectF | None) -> None:
        """Draw a rubber band, or none."""
        for each in (self._band, area):
            if each is not None:
                self.viewport().update(self.mapFromScene(each).boundingRect().adjusted(-2, -2, 2, 2))
        self._band = area

    def show_cursor(self) -> None:
        self.pointer.show_cursor()

    # Mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        kind, id = self.pointer.under(event.position().toPoint())
        if kind == "canvas":
            self.add_requested.emit(self.mapToScene(event.position().toPoint()))
        elif kind == "node":
            self.node_activated.emit(id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select what is meant, then let the window show its menu."""
        self.pointer.cancel()
        kind, id = self.pointer.under(event.pos())
        kind = "node" if kind == "port" else kind
        if kind == "node" and id not in self.workspace.selected_nodes:
            self.workspace.select([id], current=id)
        elif kind == "edge" and id not in self.workspace.selected_edges:
            self.workspace.select((), [id])
        self.context_menu_requested.emit(event.globalPos(), kind, id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms, with Shift it pans sideways; two fingers on a touchpad pan."""
        event.accept()
        pixels, turned = event.pixelDelta(), event.angleDelta()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not pixels.isNull() and not control:
            self.camera.pan(pixels)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.camera.pan(QPoint((turned.y() or turned.x()) // 2, 0))
        elif turned.y():
            self.camera.zoom_at(event.position(), 1.25 ** (turned.y() / 120))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = "" if self.pointer.is_busy else self._explanation(event.pos())
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.camera.zoom_at(event.position(), 1 + event.value())
            return True
        if event.type() == QEvent.Type.Leave:
            self.pointer.hover(None)
        return bool(super().viewportEvent(event))

    def _explanation(self, at: QPoint) -> str:
        return tooltip_at(self.canvas, self.mapToScene(at), self.reach(), self.zoom)

    # Keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keyboard.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.keyboard.release(event):
            event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab adds a block; Shift+Tab leaves the canvas."""
        return False if next else bool(super().focusNextPrevChild(next))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.pointer.space = False
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Items get no events of their own: what they say and how is made anew from here."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            forget_style()
            self.canvas.restyle()
        elif event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.canvas.restyle()
        super().changeEvent(event)

    # Drag and drop --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Blocks land here; files are for the window."""
        block = self.adding.block_in(event.mimeData())
        if block is None:
            event.ignore()
            return
        self.adding.hover(block, event.position().toPoint())
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.adding.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.adding.leave()
        block = self.adding.block_in(event.mimeData())
        if block is None:
            event.ignore()
            return
        self.add_block(block.id, self.mapToScene(event.position().toPoint()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        event.acceptProposedAction()
