"""Properties: what is selected, in words and in a form; with nothing selected, the document and its recipe."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from designer.fix_button import FixButton
from designer.forms import UNSET, ArgumentForm
from designer.freezing import Freezing
from designer.panels.facts import Facts
from designer.theme import monospaced, theme
from designer.words import translate
from designer.workspace import Workspace
from engine.block import Block, Value
from engine.blocks import REGISTRY
from engine.document import Node, is_valid_name
from engine.edits import Rename, SetArguments, SetRecipe, SetTitle
from engine.problem import Problem
from engine.training.recipe import SETTINGS, SUGGESTED_RATES


class PropertiesPanel(QScrollArea):
    """Reads everything from the workspace, and pushes what a person changes as edits to it."""

    fix_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._workspace: Workspace | None = None
        self._form: ArgumentForm | None = None
        self._named = ""  # the node whose name is in the name field; empty: the document
        self._shown: tuple[str, str] | None = None  # what the form is for: node and block
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(12, 12, 12, 12)
        self._layout.setSpacing(8)
        self.setWidget(self._body)
        self._title, self._help = QLabel(), QLabel()
        font = self._title.font()
        font.setPixelSize(15)
        font.setWeight(font.Weight.DemiBold)
        self._title.setFont(font)
        self._title.setWordWrap(True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._help.setWordWrap(True)
        self._help.setOpenExternalLinks(True)
        self._name = QLineEdit()
        self._name.setFont(monospaced())
        self._name.editingFinished.connect(self._rename)
        self._name_fault = QLabel()
        self._name_fault.setWordWrap(True)
        self._name.textEdited.connect(self._check_name)
        self._frozen = QCheckBox()
        self._frozen.clicked.connect(self._freeze)
        self._facts = Facts()
        self._problems = QVBoxLayout()
        for widget in (self._title, self._help, self._name, self._name_fault):
            self._layout.addWidget(widget)
        self._form_place = QVBoxLayout()
        self._layout.addLayout(self._form_place)
        self._layout.addWidget(self._frozen)
        self._layout.addWidget(_line())
        self._layout.addWidget(self._facts)
        self._layout.addLayout(self._problems)
        self._layout.addStretch(1)
        theme().changed.connect(self._refresh)

    def set_workspace(self, workspace: Workspace | None) -> None:
        """Show this document from now on."""
        if self._workspace:
            for signal in (
                self._workspace.changed,
                self._workspace.plan_changed,
                self._workspace.selection_changed,
            ):
                signal.disconnect(self._refresh)
        self._workspace = workspace
        self._shown = None
        if workspace:
            for signal in (workspace.changed, workspace.plan_changed, workspace.selection_changed):
                signal.connect(self._refresh)
        self._refresh()

    def focus_form(self) -> None:
        """Put the keyboard into the first field."""
        if self._form:
            self._form.setFocus()

    def _refresh(self, *_: object) -> None:
        workspace = self._workspace
        self._body.setVisible(workspace is not None)
        if workspace is None:
            return
        nodes = workspace.selected_nodes
        if len(nodes) > 1:
            self._show_several(workspace)
        elif workspace.current:
            self._show_node(workspace, workspace.current)
        else:
            self._show_document(workspace)

    # The three things it can show --------------------------------------------------------------------------------

    def _show_node(self, workspace: Workspace, node: Node) -> None:
        block, plan = REGISTRY.get(node.block), workspace.node_plan(node.id)
        self._title.setText(block.title if block else node.block)
        dim = theme().tokens.dim
        if block:
            link = f'<a href="{block.url}" style="color:{theme().tokens.accent_text}">PyTorch</a>'
            self._help.setText(f'<span style="color:{dim}">{translate("blocks", block.help)}</span> {link}')
        else:
            self._help.setText(self.tr("A block that this version does not know. It is kept and saved as it is."))
        self._help.show()
        self._show_name(node.id, node.name, self.tr("Name of the node; it becomes the key of its weights."))
        self._place_form(node, block)
        if self._form:
            self._form.show_values(node.arguments, plan.arguments if plan else {})
        self._show_freezing(workspace)
        self._facts.show_node(plan, workspace.plan.totals.memory.batch)
        self._show_problems(workspace.problems_of(node.id))

    def _show_several(self, workspace: Workspace) -> None:
        nodes = workspace.selected_nodes
        plans = [plan for node in nodes if (plan := workspace.node_plan(node))]
        self._title.setText(self.tr("%n nodes selected", "", len(nodes)))
        self._help.hide()
        self._name.hide()
        self._name_fault.hide()
        self._place_form(None, None)
        self._show_freezing(workspace)
        self._facts.show_several(plans, workspace.plan.totals.memory.batch)
        self._show_problems([])

    def _show_document(self, workspace: Workspace) -> None:
        plan = workspace.plan
        self._title.setText(self.tr("Network and recipe"))
        self._help.setText(self.tr("How this network is trained. Select a node to see its settings instead."))
        self._help.show()
        self._show_name("", workspace.document.title, self.tr("Title of the network; exported source takes its name."))
        if self._shown != ("", "recipe"):
            self._replace_form(ArgumentForm(SETTINGS, "recipe"), ("", "recipe"), self._set_recipe)
        if self._form:
            optimizer = str(workspace.document.recipe.get("optimizer", "sgd"))
            self._form.show_values(workspace.document.recipe, {"learning_rate": SUGGESTED_RATES.get(optimizer)})
        self._frozen.hide()
        self._facts.show_document(plan)
        self._show_problems([problem for problem in plan.problems if not problem.paths])

    # Parts -------------------------------------------------------------------------------------------------------

    def _show_name(self, owner: str, text: str, help: str) -> None:
        """Show the name of a node, or the title where `owner` is empty; what is being typed there is left alone."""
        self._name.show()
        self._name.setToolTip(help)
        self._name.setAccessibleName(help)
        self._name.setPlaceholderText(self.tr("Untitled"))
        if owner != self._named or not self._name.hasFocus():
            self._named = owner
            self._name.setText(text)
            self._name_fault.hide()

    def _check_name(self, text: str) -> None:
        node = self._workspace.current if self._workspace else None
        fault = ""
        if node and not is_valid_name(text):
            fault = self.tr("Use letters, digits and _, not beginning with a digit unless it is a number.")
        elif node and any(n.name == text and n.id != node.id for n in self._workspace.network.nodes.values()):
            fault = self.tr("Another node has this name.")
        self._name_fault.setStyleSheet(f"color: {theme().tokens.error}")
        self._name_fault.setText(fault)
        self._name_fault.setVisible(bool(fault))

    def _rename(self) -> None:
        """Apply what was typed to what it was typed for, which may not be what is selected by now."""
        workspace, text = self._workspace, self._name.text().strip()
        if workspace is None or self._name_fault.isVisible():
            return
        node = workspace.network.nodes.get(self._named)
        if node and text and text != node.name:
            words = self.tr("Rename {old} to {new}").format(old=node.name, new=text)
            workspace.push(Rename(workspace.scope, node.id, text), words)
        elif not self._named and text != workspace.document.title:
            workspace.push(SetTitle(text), self.tr("Change title"))

    def _place_form(self, node: Node | None, block: Block | None) -> None:
        key = (node.id, block.id) if node and block else None
        if key == self._shown and self._shown is not None:
            return
        form = ArgumentForm(block.arguments, "blocks") if block and block.arguments else None
        self._replace_form(form, key, self._set_argument)

    def _replace_form(self, form: ArgumentForm | None, key: tuple[str, str] | None, changed: object) -> None:
        if self._form:
            self._form_place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form, self._shown = form, key
        if form:
            form.changed.connect(changed)
            self._form_place.addWidget(form)
            form.show()

    def _set_argument(self, name: str, value: Value) -> None:
        workspace, node = self._workspace, self._workspace.current if self._workspace else None
        if workspace is None or node is None:
            return
        arguments = {key: old for key, old in node.arguments.items() if key != name or value is not UNSET}
        if value is not UNSET:
            arguments[name] = value
        if arguments != node.arguments:
            text = self.tr("Set {argument} of {node}").format(argument=name, node=node.name)
            workspace.push(SetArguments(workspace.scope, node.id, arguments), text, f"{node.id}/{name}")

    def _set_recipe(self, name: str, value: Value) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        recipe = {key: old for key, old in workspace.document.recipe.items() if key != name}
        if value is not UNSET:
            recipe[name] = value
        if recipe != workspace.document.recipe:
            text = self.tr("Set {argument} of the recipe").format(argument=name)
            workspace.push(SetRecipe(recipe), text, f"recipe/{name}")

    def _show_freezing(self, workspace: Workspace) -> None:
        """Offer to freeze what is selected, where it has parameters."""
        freezing = Freezing.of(workspace)
        self._frozen.setVisible(bool(freezing.nodes))
        states = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked, None: Qt.CheckState.PartiallyChecked}
        self._frozen.setCheckState(states[freezing.frozen])
        self._frozen.setText(self.tr("Frozen"))
        text = self.tr(
            "The parameters stay as they are in training. The running statistics of a BatchNorm are no parameters, "
            "and go on."
        )
        self._frozen.setToolTip(text)

    def _freeze(self) -> None:
        if self._workspace:
            Freezing.of(self._workspace).toggle()
            self._show_freezing(self._workspace)

    def _show_problems(self, problems: list[Problem]) -> None:
        while self._problems.count():
            item = self._problems.takeAt(0)
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for problem in problems:
            card = ProblemCard(problem)
            card.fix_requested.connect(self.fix_requested)
            self._problems.addWidget(card)
            card.show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()
        super().changeEvent(event)


class ProblemCard(QFrame):
    """A problem in a frame of its severity's colour: the sentence, the reason, and a button for every fix."""

    fix_requested = Signal(object)

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        tokens = theme().tokens
        colour = {"error": tokens.error, "warning": tokens.warning, "note": tokens.line}[problem.severity]
        self.setObjectName("problem")
        self.setStyleSheet(f"#problem {{ border: 1px solid {colour}; border-radius: 6px; }}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        for text, dim in ((problem.sentence(translate), False), (problem.reason(translate), True)):
            if text:
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                if dim:
                    label.setStyleSheet(f"color: {tokens.dim}")
                layout.addWidget(label)
        for fix in problem.fixes:
            button = FixButton(fix)
            button.clicked.connect(lambda _=False, fix=fix: self.fix_requested.emit(fix))
            layout.addWidget(button)


def _line() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line
