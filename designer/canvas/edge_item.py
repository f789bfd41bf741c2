"""A wire between two ports."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.canvas.curves import Wire
from designer.canvas.face import problem_lines
from designer.canvas.node_item import TITLE
from designer.canvas.style import Style, style
from designer.words import grouped
from engine.document import Edge
from engine.plan import NodePlan, shape_text
from engine.problem import Problem

_MARGIN = 3.0  # half of the widest pen, and what antialiasing adds


class EdgeItem(QGraphicsItem):
    """Draws one edge along the wire it is given."""

    def __init__(self, edge: Edge, category: str) -> None:
        super().__init__()
        self.edge = edge
        self.category = category
        self.wire: Wire | None = None
        self.problems: list[Problem] = []
        self.selected = False
        self.hovered = False
        self.faded = False  # picked up: a preview is drawn in its place
        self.loose = False  # a port that it uses is not there
        self._path = QPainterPath()
        self._bounds = QRectF()

    def show_wire(self, wire: Wire, loose: bool = False) -> None:
        """Run along `wire` from now on."""
        if loose != self.loose:
            self.loose = loose
            self.update()
        if self.wire is not None and wire.cubics == self.wire.cubics:
            return
        self.prepareGeometryChange()
        left, top, right, bottom = wire.bounds()
        self._bounds = QRectF(left, top, right - left, bottom - top).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self.wire, self._path = wire, wire.path()

    def show_problems(self, problems: list[Problem]) -> None:
        """Be drawn wrong, and tell why, where problems name this edge."""
        if problems != self.problems:
            self.problems = problems
            self.update()

    def show_state(self, *, selected: bool | None = None, hovered: bool | None = None) -> None:
        self.selected = self.selected if selected is None else selected
        self.hovered = self.hovered if hovered is None else hovered
        self.setZValue(1.0 if self.selected or self.hovered else 0.0)
        self.update()

    @property
    def is_wrong(self) -> bool:
        return self.loose or any(problem.severity != "note" for problem in self.problems)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setPen(self._pen(style(), painter.worldTransform().m11()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.faded:
            painter.setOpacity(0.25)
        painter.drawPath(self._path)
        painter.setOpacity(1.0)

    def _pen(self, look: Style, zoom: float) -> QPen:
        if self.selected:
            return look.wire_selected
        if self.is_wrong:
            return look.wire_wrong_hovered if self.hovered else look.wire_wrong
        if self.hovered:
            return look.category_wire(self.category)
        return look.wire if zoom >= TITLE else look.wire_thin

    def tooltip(self, source: str, target: str, plan: NodePlan | None) -> str:
        """What is wrong; whence and whither; what the wire carries."""
        lines = problem_lines(self.problems)
        if lines:
            lines.append("")
        lines.append(f"{source} → {target}")
        shape = plan.output_shapes.get(self.edge.output) if plan else None
        if plan is not None and shape is not None:
            lines.append(f"{shape_text(shape, batch=True)} · {plan.dtypes.get(self.edge.output, '')}")
            count = 1
            for dim in shape:
                count *= dim if isinstance(dim, int) else 1
            text = QCoreApplication.translate("EdgeItem", "{count} numbers for each image")
            lines.append(text.format(count=grouped(count)))
        return "\n".join(lines)
