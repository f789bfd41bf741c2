"""Opening a large document on the canvas, up to its first picture, against a scene of plain rectangles and paths."""

import os
import statistics

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QWidget

from benchmarks.measure import Row, interleaved
from designer.canvas.view import CanvasView
from designer.workspace import Workspace
from engine.document import Document, Edge, Node

COLUMNS, OPEN = 40, 1.5  # seconds for 10,000 nodes
BLOCKS = ("conv2d", "batch_norm2d", "relu")
SIZE = (1600, 1000)


def measure(quick: bool = False) -> list[Row]:
    """One row for a thousand nodes and one for ten thousand, whose time may grow with their number and no faster."""
    application = QApplication.instance() or QApplication([])
    assert application is not None
    rows, before = [], 0.0
    for count in (100, 200) if quick else (1000, 10_000):
        document = chain(count)
        ours, peer = interleaved(1 if quick else 5, lambda d=document: _ours(d), lambda n=count: _plain(n))
        found = statistics.median(ours)
        target = f"≤ {OPEN} s" if count == 10_000 else ""
        ok = found <= OPEN and found <= 15 * before if target else None
        rows.append(Row(f"{count:,} nodes opened, plain items", found, statistics.median(peer), "s", target, ok))
        before = found
    return rows


def chain(count: int) -> Document:
    """A document of nodes in a row after one another, `COLUMNS` in each row of the canvas."""
    document = Document(title="large")
    group = document.network
    for i in range(count):
        place = {"x": i % COLUMNS * 224.0, "y": i // COLUMNS * 136.0}
        group.nodes[f"n{i}"] = Node(f"n{i}", f"n{i}", BLOCKS[i % len(BLOCKS)], **place)
        if i:
            group.edges[f"e{i}"] = Edge(f"e{i}", f"n{i - 1}", f"n{i}")
    return document


def _ours(document: Document) -> None:
    workspace = Workspace(document)
    view = CanvasView(workspace)
    workspace.setParent(view)
    _painted(view)


def _plain(count: int) -> None:
    scene = QGraphicsScene()
    for i in range(count):
        x, y = i % COLUMNS * 224.0, i // COLUMNS * 136.0
        scene.addRect(QRectF(x, y, 168, 54))
        path = QPainterPath()
        path.moveTo(x + 168, y + 27)
        path.cubicTo(x + 196, y + 27, x + 196, y + 27, x + 224, y + 27)
        scene.addPath(path)
    _painted(QGraphicsView(scene))


def _painted(view: QWidget) -> None:
    view.resize(*SIZE)
    view.show()
    view.grab()
    view.close()
    view.deleteLater()
    QApplication.processEvents()
