"""Batch size and input size beside the summary: other ones can be tried there, and every try can be undone."""

from dataclasses import replace

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from designer.forms import UNSET, ArgumentForm
from designer.workspace import Workspace
from engine.block import Argument, Value
from engine.blocks import REGISTRY
from engine.document import Node
from engine.edits import SetArguments, SetRecipe
from engine.training.recipe import setting

BATCH, SHAPE = "batch_size", "shape"


class SummaryFields(QWidget):
    """Edits the recipe's batch_size, and the shape of an Input; of several, the one that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._workspace: Workspace | None = None
        self.batch, self.shape = (ArgumentForm([argument], context) for argument, context in _arguments())
        self.inputs = QComboBox()
        self.inputs.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.batch.changed.connect(self._set_batch)
        self.shape.changed.connect(self._set_shape)
        self.inputs.activated.connect(self.refresh)
        for form, name, width in ((self.batch, BATCH, 64), (self.shape, SHAPE, 96)):
            form.editor(name).setFixedWidth(width)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.batch, self.inputs, self.shape):
            layout.addWidget(widget)
        self._retranslate()

    def set_workspace(self, workspace: Workspace | None) -> None:
        """Edit this document from now on."""
        self._workspace = workspace
        self.refresh()

    def _inputs(self) -> list[Node]:
        nodes = self._workspace.network.nodes.values() if self._workspace else ()
        return [node for node in nodes if node.block == "input"]

    def _input(self) -> Node | None:
        """The Input that is chosen."""
        inputs, id = self._inputs(), self.inputs.currentData()
        return next((node for node in inputs if node.id == id), inputs[0] if inputs else None)

    def refresh(self, *_: object) -> None:
        """Read the document again."""
        node, inputs = self._input(), self._inputs()
        known = [(self.inputs.itemData(i), self.inputs.itemText(i)) for i in range(self.inputs.count())]
        if known != [(each.id, each.name) for each in inputs]:
            self.inputs.clear()
            for each in inputs:
                self.inputs.addItem(each.name, each.id)
        self.inputs.setVisible(len(inputs) > 1)
        self.batch.setVisible(self._workspace is not None)
        self.shape.setVisible(node is not None)
        if self._workspace:
            self.batch.show_values(self._workspace.document.recipe, {})
        if node:
            self.inputs.setCurrentIndex(self.inputs.findData(node.id))
            self.shape.show_values(node.arguments, {})

    def _set_batch(self, name: str, value: Value) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        recipe = _changed(workspace.document.recipe, name, value)
        if recipe != workspace.document.recipe:
            text = self.tr("Set {argument} of the recipe").format(argument=name)
            workspace.push(SetRecipe(recipe), text, f"recipe/{name}")

    def _set_shape(self, name: str, value: Value) -> None:
        workspace, node = self._workspace, self._input()
        if workspace is None or node is None:
            return
        arguments = _changed(node.arguments, name, value)
        if arguments != node.arguments:
            text = self.tr("Set {argument} of {node}").format(argument=name, node=node.name)
            workspace.push(SetArguments(workspace.scope, node.id, arguments), text, f"{node.id}/{name}")

    def _retranslate(self) -> None:
        self.inputs.setToolTip(self.tr("The Input whose shape is beside"))
        self.inputs.setAccessibleName(self.inputs.toolTip())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _arguments() -> tuple[tuple[Argument, str], tuple[Argument, str]]:
    batch, shape = setting(BATCH), REGISTRY["input"].argument(SHAPE)
    assert batch is not None
    assert shape is not None
    return (replace(batch, unit=""), "recipe"), (shape, "blocks")


def _changed(settings: dict[str, Value], name: str, value: Value) -> dict[str, Value]:
    kept = {key: old for key, old in settings.items() if key != name}
    return kept if value is UNSET else {**kept, name: value}
