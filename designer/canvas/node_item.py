"""A node's card: what it is, what it is called, how it is set, what it costs, what is wrong with it."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.canvas.face import essence, problem_lines, title_of, worst
from designer.canvas.geometry import HEIGHT, RADIUS, SPINE, WIDTH, Socket, height_of
from designer.canvas.style import Style, style
from designer.theme import paint_icon
from designer.words import grouped, short
from engine.blocks import REGISTRY
from engine.calls import Fold
from engine.document import Node
from engine.plan import NodePlan, shape_text
from engine.problem import Problem

DETAIL, TITLE = 0.6, 0.4  # below these zooms the second line and labels go, and then all words
_ICON = QRectF(11, 11, 14, 14)
_LEFT, _RIGHT, _GAP = 12.0, WIDTH - 11.0, 8.0
_TITLE_LEFT = 30.0
_FIRST, _SECOND = 18.0, 37.5  # the middles of the two lines
_PORT_NAME = 11.0  # from the edge of the card to the name of a port
_BADGE = QPointF(WIDTH - 6, -2)
_BAR_TOP, _BAR = 46.0, 3.0  # of the share of the largest cost, beneath the second line
_MARK = 10.0  # the side of the mark of a frozen node

Line = tuple[QFont, QPen, QPointF, QStaticText]


class NodeItem(QGraphicsItem):
    """Draws one node. It is told what to show, and lays out its words when they are first painted."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.setZValue(2)
        self.node = node
        self.sockets: tuple[Socket, ...] = ()
        self._named: dict[tuple[str, str], Socket] = {}  # by side and name
        self.card = QRectF(0, 0, WIDTH, HEIGHT)
        self._places: list[tuple[Socket, QRectF]] = []
        self.plan: NodePlan | None = None
        self.problems: list[Problem] = []
        self.selected = False
        self.hovered = False
        self.faded: frozenset[Socket] = frozenset()  # while a wire is drawn: ports that cannot take it
        self.candidate: Socket | None = None  # the port that would take it
        self._first: list[Line] | None = None
        self._second: list[Line] = []  # and the names of ports
        self._badge = ""
        self._heat: float | None = None  # the node's share of the largest cost, while costs are shown
        self._heat_figure = ""
        self._frozen_at: QRectF | None = None
        self._take_category()

    def _take_category(self) -> None:
        block = REGISTRY.get(self.node.block)
        self.category = block.category if block else ""
        self.is_fold = block is not None and isinstance(block.call, Fold)

    def show_node(self, node: Node, sockets: tuple[Socket, ...]) -> None:
        """Show the node as it is now in the document."""
        if node.block != self.node.block:
            self.node = node
            self._take_category()
        self.node, self.sockets = node, sockets
        self._named = {(socket.side, socket.name): socket for socket in sockets}
        if (height := height_of(sockets)) != self.card.height():
            self.prepareGeometryChange()
            self.card = QRectF(0, 0, WIDTH, height)
        # A ring is drawn around the middle of its line, a dot is filled to its edge.
        self._places = [(socket, socket.rect(-0.9 if socket.side == "input" else 0.0)) for socket in sockets]
        self.setPos(node.x, node.y)
        self.forget_words()

    def show_plan(self, plan: NodePlan | None, problems: list[Problem]) -> None:
        """Show what the engine has found out."""
        self.plan, self.problems = plan, problems
        self._badge = worst(problems)
        self.forget_words()

    def show_heat(self, share: float | None, figure: str = "") -> None:
        """Show a cost as a share of the largest one, and in figures; None: no costs are shown."""
        if (share, figure) != (self._heat, self._heat_figure):
            self._heat, self._heat_figure = share, figure
            self.forget_words()

    def forget_words(self) -> None:
        """Lay the words out anew: argument, plan, theme or language changed."""
        self._first = None
        self.update()

    def boundingRect(self) -> QRectF:
        return self.card.adjusted(-9, -13, 9, 3)

    @property
    def height(self) -> float:
        return float(self.card.height())

    def socket(self, side: str, name: str) -> Socket | None:
        """The port called `name` on one side."""
        return self._named.get((side, name))

    # Painting --------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        look = style()
        zoom = painter.worldTransform().m11()
        if zoom < TITLE:
            self._paint_far(painter, look)
            return
        self._paint_card(painter, look, zoom >= DETAIL)
        if self._first is None:
            self._lay_out(look)
        for line in self._first or ():
            _paint_line(painter, line)
        if zoom >= DETAIL:
            for line in self._second:
                _paint_line(painter, line)
            if self._frozen_at is not None:
                paint_icon(painter, "freeze", self._frozen_at, look.name.color().name())
        if self._heat:
            self._paint_heat(painter, look, self._heat)
        self._paint_sockets(painter, look)
        if self._badge:
            self._paint_badge(painter, look)

    def _paint_far(self, painter: QPainter, look: Style) -> None:
        painter.setBrush(self.far_brush(look))
        painter.setPen(look.outline_far if self.selected else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.card, RADIUS, RADIUS)
        if self._badge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.error if self._badge == "error" else look.warning)
            painter.drawEllipse(_BADGE, 9, 9)

    def far_brush(self, look: Style) -> QBrush:
        """What the whole card is filled with where it is small."""
        return look.far_card(self.category) if self._heat is None else look.heat(self._heat)

    def _paint_heat(self, painter: QPainter, look: Style, share: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.track)
        painter.drawRoundedRect(QRectF(_LEFT, _BAR_TOP, _RIGHT - _LEFT, _BAR), 1.5, 1.5)
        painter.setBrush(look.heat(share))
        painter.drawRoundedRect(QRectF(_LEFT, _BAR_TOP, max(share * (_RIGHT - _LEFT), _BAR), _BAR), 1.5, 1.5)

    def _paint_card(self, painter: QPainter, look: Style, near: bool) -> None:
        painter.setBrush(look.card_hovered if self.hovered else look.card)
        if self.selected:
            painter.setPen(look.outline)
        elif not self.category:
            painter.setPen(look.unknown)
        else:
            painter.setPen(look.border_hovered if self.hovered else look.border)
        painter.drawRoundedRect(self.card, RADIUS, RADIUS)
        spine = QRectF(0, 9, SPINE, self.card.height() - 18)
        if not near:
            painter.fillRect(spine, look.category(self.category))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.category(self.category))
        painter.drawRoundedRect(spine, 2, 2)
        paint_icon(painter, self.category or "unknown", _ICON, look.icon_colour(self.category))

    def _paint_sockets(self, painter: QPainter, look: Style) -> None:
        for socket, rect in self._places:
            faded, grown = socket in self.faded, socket == self.candidate
            if faded:
                painter.setOpacity(0.22)
            if grown:
                rect = rect.adjusted(-2, -2, 2, 2)
            if socket.missing:
                painter.setPen(look.missing)
                painter.setBrush(look.pill)
            elif socket.side == "input":
                painter.setPen(look.ring_grown if grown else look.ring(self.category, socket.optional))
                painter.setBrush(look.pill)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.accent if grown else look.category(self.category))
            radius = rect.width() / 2
            painter.drawRoundedRect(rect, radius, radius)
            if faded:
                painter.setOpacity(1.0)

    def _paint_badge(self, painter: QPainter, look: Style) -> None:
        painter.setPen(look.badge_edge)
        x, y = _BADGE.x(), _BADGE.y()
        if self._badge == "error":
            painter.setBrush(look.error)
            painter.drawEllipse(_BADGE, 8, 8)
        else:
            painter.setBrush(look.warning)
            corners = [QPointF(x, y - 9), QPointF(x + 9.5, y + 7.5), QPointF(x - 9.5, y + 7.5)]
            painter.drawPolygon(QPolygonF(corners))
            y += 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.on_badge)
        painter.drawRoundedRect(QRectF(x - 1, y - 4.5, 2, 5.5), 1, 1)
        painter.drawEllipse(QPointF(x, y + 3.5), 1.2, 1.2)

    # Words --------------------------------------------------------------------------------

    def _lay_out(self, look: Style) -> None:
        title, name, said = title_of(self.node), self.node.name, essence(self.node, self.plan)
        if not self.category:
            said = QCoreApplication.translate("NodeItem", "unknown block")
        figure = short(self.plan.parameters) if self.plan and self.plan.parameters else ""
        if self._heat is not None:
            figure = self._heat_figure
        elide = Qt.TextElideMode.ElideRight
        room, name_width = _RIGHT - _TITLE_LEFT, look.name_metrics.horizontalAdvance(name)
        beside = look.title_metrics.horizontalAdvance(title) + _GAP + name_width <= room
        font, _ = look.title(title, room)
        title = QFontMetricsF(font).elidedText(title, elide, room + 4)
        self._first = [_line(font, look.text, title, _TITLE_LEFT, _FIRST)]
        self._second, right = [], _RIGHT
        if beside:
            self._first.append(_line(look.name_font, look.name, name, _RIGHT - name_width, _FIRST))
        if figure:
            right -= look.mono_metrics.horizontalAdvance(figure)
            pen = look.name if self._heat is None else look.text
            self._second.append(_line(look.mono_font, pen, figure, right, _SECOND))
            right -= _GAP
        self._frozen_at = None
        if self.node.frozen:
            right -= _MARK - _GAP / 2 if figure else _MARK
            self._frozen_at = QRectF(right, _SECOND - _MARK / 2, _MARK, _MARK)
            right -= _GAP
        if not beside:  # a long title: the name stands below
            name = look.name_metrics.elidedText(name, elide, (right - _LEFT) * (0.5 if said else 1.0))
            right -= look.name_metrics.horizontalAdvance(name)
            self._second.append(_line(look.name_font, look.name, name, right, _SECOND))
            right -= _GAP
        if said := look.mono_metrics.elidedText(said, elide, right - _LEFT) if said else "":
            self._second.append(_line(look.mono_font, look.dim, said, _LEFT, _SECOND))
        self._second += self._port_names(look)

    def _port_names(self, look: Style) -> list[Line]:
        """What is written beside the ports; two that share a row share its width."""
        found: list[Line] = []
        named = [socket for socket in self.sockets if socket.named]
        widths = {socket: look.port_metrics.horizontalAdvance(socket.name) for socket in named}
        room = WIDTH - 2 * _PORT_NAME
        for socket in named:
            facing = next((widths[s] for s in named if s.side != socket.side and s.y == socket.y), -_GAP)
            most = max(room - _GAP - facing, (room - _GAP) / 2)
            text = look.port_metrics.elidedText(socket.name, Qt.TextElideMode.ElideRight, most)
            width = look.port_metrics.horizontalAdvance(text)
            left = _PORT_NAME if socket.side == "input" else WIDTH - _PORT_NAME - width
            pen = look.wrong_text if socket.missing else look.name if socket.optional else look.dim
            found.append(_line(look.port_font, pen, text, left, socket.y))
        return found

    def is_on_badge(self, place: QPointF) -> bool:
        """Whether a place of the scene is on the badge."""
        away = place - self.pos() - _BADGE
        return bool(self._badge) and away.manhattanLength() < 14

    def tooltip(self) -> str:
        """What is wrong, then the whole of what the card shortens."""
        lines = problem_lines(self.problems)
        if lines:
            lines.append("")
        lines.append(f"{title_of(self.node)} · {self.node.name}")
        if said := essence(self.node, self.plan):
            lines.append(said)
        if self.plan:
            for port, shape in self.plan.output_shapes.items():
                what = QCoreApplication.translate("NodeItem", "{port}: {shape}")
                lines.append(what.format(port=port, shape=shape_text(shape, batch=True)))
            if self.plan.parameters:
                text = QCoreApplication.translate("NodeItem", "parameters: {count}")
                lines.append(text.format(count=grouped(self.plan.parameters)))
        if self.node.frozen:
            lines.append(QCoreApplication.translate("NodeItem", "frozen: its parameters stay as they are in training"))
        return "\n".join(lines)


def _line(font: QFont, pen: QPen, text: str, left: float, middle: float) -> Line:
    static = QStaticText(text)
    static.setTextFormat(Qt.TextFormat.PlainText)
    static.prepare(font=font)
    return font, pen, QPointF(left, middle - static.size().height() / 2), static


def _paint_line(painter: QPainter, line: Line) -> None:
    font, pen, place, text = line
    painter.setFont(font)
    painter.setPen(pen)
    painter.drawStaticText(place, text)
