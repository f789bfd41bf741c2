"""The figures of a node, of several, or of the whole network, as rows of a dim word and a number."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from designer.theme import monospaced, theme
from designer.words import bytes_text, grouped, short, value_text
from engine.plan import Field, NodePlan, Plan, shape_text
from engine.summary import FLOPS_PER_MAC, column, number_of

Fact = tuple[str, str, str]  # a word, what stands beside it, and what a hover tells


class Facts(QWidget):
    """Keeps its labels: showing other figures moves nothing but words."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def show_node(self, node: NodePlan | None, batch: int) -> None:
        """What the engine knows of one node, with memory for `batch` samples."""
        facts: list[Fact] = []
        if node:
            for port, shape in node.output_shapes.items():
                title = self.tr("output") if len(node.output_shapes) == 1 else port
                facts.append((title, shape_text(shape), f"{shape_text(shape, batch=True)} · {node.dtypes[port]}"))
            if node.status == "ok":
                facts += self._sight(node.receptive_field)
                facts += self._costs([node], batch)
        self._show(facts)

    def show_several(self, nodes: Sequence[NodePlan], batch: int) -> None:
        """What some nodes come to together."""
        self._show(self._costs(nodes, batch))

    def show_document(self, plan: Plan) -> None:
        """What the whole network comes to."""
        totals, memory = plan.totals, plan.totals.memory
        facts = self._counts(totals.parameters, totals.trainable, totals.buffers)
        facts += self._work(totals.macs)
        facts.append((self.tr("depth"), str(totals.depth), self.tr("The most layers with weights on any way through")))
        facts.append((self.tr("weights"), *_bytes(totals.parameter_bytes)))
        with_batch = self.tr("with a batch of {batch}").format(batch=grouped(memory.batch))
        for word, number in (
            (self.tr("training memory"), memory.training),
            (self.tr("inference memory"), memory.inference),
        ):
            text, exact = _bytes(number)
            facts.append((word, text, f"{exact} {with_batch}"))
        self._show(facts)

    def _sight(self, field: Field | None) -> list[Fact]:
        """How much of the input a pixel sees; nothing where there is nothing to see."""
        word = self.tr("receptive field")
        if field is None:
            return []
        if field.whole:
            return [(word, self.tr("whole input"), self.tr("Each number here sees all of the input"))]
        size, stride = value_text(field.size), value_text(field.stride)
        steps = stride if len(set(field.stride)) > 1 else value_text(field.stride[0])
        tip = self.tr("Size {size} px, stride {stride} px; the first pixel's field has its middle at {offset}")
        exact = tip.format(size=size, stride=stride, offset=", ".join(map(value_text, field.offset)))
        return [(word, self.tr("{size} · stride {stride}").format(size=size, stride=steps), exact)]

    def _costs(self, nodes: Sequence[NodePlan], batch: int) -> list[Fact]:
        sums = [sum(numbers) for numbers in zip(*((n.parameters, n.trainable, n.buffers) for n in nodes), strict=True)]
        facts = self._counts(*sums) if sums else []
        facts += self._work(sum(node.macs for node in nodes))
        with_batch = self.tr("with a batch of {batch}").format(batch=grouped(batch))
        for word, id in ((self.tr("output memory"), "output_bytes"), (self.tr("kept for backward"), "kept_bytes")):
            text, exact = _bytes(sum(number_of(node, column(id), batch) for node in nodes))
            facts.append((word, text, f"{exact} {with_batch}"))
        return facts

    def _counts(self, parameters: int, trainable: int, buffers: int) -> list[Fact]:
        facts = [(self.tr("parameters"), parameters)]
        if parameters:
            facts.append((self.tr("trainable"), trainable))
        if buffers:
            facts.append((self.tr("buffers"), buffers))
        return [(word, grouped(number), grouped(number)) for word, number in facts]

    def _work(self, macs: int) -> list[Fact]:
        flops = FLOPS_PER_MAC * macs
        tip = self.tr("{count} for one sample")
        return [
            (self.tr("multiply-adds"), short(macs), tip.format(count=grouped(macs))),
            (self.tr("FLOPs"), short(flops), tip.format(count=grouped(flops))),
        ]

    def _show(self, facts: list[Fact]) -> None:
        while len(self._rows) < len(facts):
            word, number = QLabel(), QLabel()
            number.setWordWrap(True)
            number.setFont(monospaced())
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(word, len(self._rows), 0)
            self._grid.addWidget(number, len(self._rows), 1)
            self._rows.append((word, number))
        for index, (word, number) in enumerate(self._rows):
            shown = index < len(facts)
            word.setVisible(shown)
            number.setVisible(shown)
            if shown:
                word.setText(facts[index][0])
                word.setWordWrap(" " in facts[index][0])  # a language may need many letters
                word.setStyleSheet(f"color: {theme().tokens.dim}")
                number.setText(facts[index][1])
                number.setToolTip(facts[index][2])


def _bytes(number: int) -> tuple[str, str]:
    return bytes_text(number), f"{grouped(number)} B"
