"""The main window: docks, menus, tabs of canvases, and who listens to whom."""

from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox, QTabWidget

import engine
from designer.actions import Actions
from designer.canvas.heat import MEASURES
from designer.canvas.view import CanvasView
from designer.closing import Closing
from designer.data import Data
from designer.docks import Docks
from designer.documents import Documents
from designer.engine_client import EngineClient
from designer.file_dialogs import FileDialogs
from designer.freezing import Freezing
from designer.language import Language, retranslate_parts_of_qt
from designer.looking import Looking
from designer.menus import Menus
from designer.page import Page
from designer.panels.batch_norm import BatchNormPanel
from designer.panels.curves import CurvesPanel
from designer.panels.feature_maps import FeatureMapsPanel
from designer.panels.palette import PalettePanel
from designer.panels.problems import ProblemsPanel
from designer.panels.properties import PropertiesPanel
from designer.panels.source import SourcePanel
from designer.panels.summary import SummaryPanel
from designer.search_popup import SearchPopup
from designer.settings import Settings
from designer.status import StatusBar
from designer.theme import theme
from designer.toolbar import ToolBar
from designer.training import Training
from designer.used_blocks import UsedBlocks
from designer.words import plain, translate
from designer.workspace import Workspace
from engine.errors import UserError
from engine.files import load
from engine.problem import Fix
from engine.summary import summary_of
from engine.summary_files import as_markdown


class MainWindow(QMainWindow):
    """Everything a person sees. It holds no state of documents, runs or plans: those belong to what it connects."""

    documents: Documents
    files: FileDialogs
    training: Training
    data: Data
    docks: Docks

    def __init__(self, client: EngineClient, settings: Settings, language: Language) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.settings, self.language, self.engine = settings, language, client
        self.documents = Documents(client, settings, self)
        self.files = FileDialogs(self.documents, settings, self)
        self.training = Training(client, settings, self)
        self.data = Data(client, self)
        self.actions_ = Actions(self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setTabsClosable(True)
        self.tabs.setMovable(True)
        self.tabs.setTabBarAutoHide(True)
        self.setCentralWidget(self.tabs)
        self.setDockNestingEnabled(True)
        self.setAcceptDrops(True)
        self.used = UsedBlocks(settings, self)
        self.palette_panel, self.properties = PalettePanel(settings, self.used), PropertiesPanel()
        self.curves, self.problems, self.source = CurvesPanel(), ProblemsPanel(settings), SourcePanel()
        self.batch_norm, self.maps, self.summary = BatchNormPanel(), FeatureMapsPanel(), SummaryPanel(settings)
        self.docks = Docks(self)
        self.tool_bar = ToolBar(self.actions_, self.documents, client, self.training)
        self.addToolBar(self.tool_bar)
        self.status = StatusBar(self.documents, client, self.training)
        self.setStatusBar(self.status)
        self.menus = Menus(self)
        self._show_heat()
        self._connect()
        self.retranslate()
        self.resize(1440, 900)
        self.docks.restore(settings)

    # Building ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.looking = Looking(self.documents, self.engine, self.training, self.maps, self.batch_norm)
        self.documents.opened.connect(self._on_opened)
        self.documents.closed.connect(self._on_closed)
        self.documents.current_changed.connect(self._on_current)
        self.tabs.currentChanged.connect(self._on_tab)
        self.tabs.tabCloseRequested.connect(lambda index: self.files.close(self.page(index).workspace))
        self.palette_panel.add_requested.connect(self.add_block)
        self.problems.node_requested.connect(self.show_nodes)
        for panel in (self.problems, self.properties):
            panel.fix_requested.connect(self.apply_fix)
        self.source.save_requested.connect(lambda: self.files.export_source(self.documents.current))
        self.summary.node_requested.connect(lambda id: self.canvas.centre_on(id))
        self.summary.export_requested.connect(self.export_summary)
        self.tool_bar.recipe_requested.connect(self.show_recipe)
        self.status.clicked.connect(self._on_status)
        self.training.record_changed.connect(self.curves.set_record)
        self.training.state_changed.connect(self.refresh_actions)
        for source in (self.files, self.training, self.data):
            source.told.connect(self.tell)
        for source in (self.training, self.data):
            source.failed.connect(self.complain)
        self.engine.died.connect(
            lambda: self.tell(self.tr("The engine had stopped and is being restarted. Nothing of yours is lost."))
        )
        self.engine.refused.connect(self._on_refused)
        self.engine.plan_arrived.connect(self._on_plan)

    # Documents ---------------------------------------------------------------------------------------------------

    def page(self, index: int) -> Page:
        """The page in one of the tabs."""
        page = self.tabs.widget(index)
        assert isinstance(page, Page)
        return page

    @property
    def canvas(self) -> CanvasView:
        """The canvas of the current document; actions that use it are disabled while there is none."""
        return self.page(self.tabs.currentIndex()).canvas

    def _on_opened(self, workspace: Workspace) -> None:
        page = Page(workspace, self.settings)
        page.canvas.addActions(self.actions_.on_canvas())
        page.canvas.add_requested.connect(self.search_blocks)
        page.canvas.block_added.connect(self.used.note)
        page.canvas.context_menu_requested.connect(self.menus.show_for_canvas)
        page.canvas.told.connect(self.tell)
        page.canvas.canvas.heat.show(self.heat)
        page.welcome.preset_requested.connect(self.open_preset)
        page.welcome.file_requested.connect(self.open_instead)
        self.tabs.addTab(page, "")
        workspace.selection_changed.connect(self._on_selection)
        workspace.path_changed.connect(self._refresh_titles)
        # Not `changed`, which comes while the stack is still about to move on.
        workspace.undo_stack.indexChanged.connect(self.refresh_actions)
        workspace.undo_stack.indexChanged.connect(self._refresh_titles)

    def _on_closed(self, workspace: Workspace) -> None:
        for index in range(self.tabs.count()):
            if self.page(index).workspace is workspace:
                page = self.page(index)
                self.tabs.removeTab(index)
                page.deleteLater()
                break
        if not len(self.documents):
            self.documents.new()

    def _on_tab(self, index: int) -> None:
        if index >= 0:
            self.documents.set_current(self.page(index).workspace)

    def _on_current(self, workspace: Workspace | None) -> None:
        for index in range(self.tabs.count()):
            if self.page(index).workspace is workspace:
                self.tabs.setCurrentIndex(index)
        for panel in (self.properties, self.problems, self.source, self.summary):
            panel.set_workspace(workspace)
        self.looking.follow()
        self._refresh_titles()
        self.refresh_actions()
        self.status.refresh()

    def open_preset(self, name: str) -> None:
        """Begin with a preset; an empty document gives way to it."""
        empty = self.documents.current
        self.documents.open_preset(name)
        self._give_way(empty)
        self.canvas.setFocus()

    def _give_way(self, empty: Workspace | None) -> None:
        """An empty document makes room for what has been opened."""
        if empty and len(self.documents) > 1 and not empty.is_modified and not empty.network.nodes:
            self.documents.close(empty)

    def open_run_document(self, folder: Path) -> None:
        """Open the document of a run that was found again: its own file, or the copy that the run keeps."""
        document_id = self.training.document_id
        if any(workspace.document.id == document_id for workspace in self.documents):
            return
        empty = self.documents.current
        own = Path(self.settings.text("run_document") or "-")
        try:
            if own.is_file() and load(own).id == document_id:
                self.documents.open(own)
            else:
                self.documents.open_copy(folder / "document.json")
        except UserError as error:
            self.complain(error)
        else:
            self._give_way(empty)
            self.tell(self.tr("Found the run that went on while the window was closed."))

    def open_instead(self, path: Path) -> None:
        """From the welcome page: the empty document gives way to the file."""
        empty = self.documents.current
        if self.files.open(path):
            self._give_way(empty)

    # What actions do ---------------------------------------------------------------------------------------------

    def undo(self) -> None:
        if self.documents.current:
            self.documents.current.undo_stack.undo()

    def redo(self) -> None:
        if self.documents.current:
            self.documents.current.undo_stack.redo()

    def add_block(self, block_id: str, position: QPointF | None = None) -> None:
        """Add a block where there is room, or at a place on the canvas."""
        if self.documents.current:
            self.canvas.add_block(block_id, position)

    def search_blocks(self, position: QPointF | None = None) -> None:
        """Add a block by its name, at `position` of the canvas."""
        popup = SearchPopup(self, self.used)
        popup.chosen.connect(lambda block_id: self.add_block(block_id, position))
        popup.open_over(self.canvas, position)

    def show_nodes(self, nodes: list[str]) -> None:
        """Select these nodes and bring them into view."""
        workspace = self.documents.current
        if workspace:
            workspace.select([node for node in nodes if node in workspace.network.nodes])
            self.canvas.reveal(nodes)

    def apply_fix(self, fix: Fix) -> None:
        """Make a repair; undo takes it back."""
        workspace = self.documents.current
        if workspace and workspace.fixes_are_current:
            workspace.push(fix.edit, fix.label(translate))

    def toggle_frozen(self) -> None:
        """Freeze what is selected; where all of it is frozen, let it learn again."""
        if self.documents.current:
            Freezing.of(self.documents.current).toggle()

    def export_summary(self, kind: str) -> None:
        """Write the summary as csv or markdown, or copy it as Markdown."""
        workspace = self.documents.current
        if kind != "copy":
            self.files.export_summary(workspace, kind)
        elif workspace:
            QGuiApplication.clipboard().setText(as_markdown(summary_of(workspace.plan)))
            self.tell(self.tr("Copied the summary as Markdown."))

    @property
    def heat(self) -> str:
        """Which cost the canvas shows: one of MEASURES, or nothing."""
        id = self.settings.text("heat")
        return id if id in MEASURES else ""

    def set_heat(self, id: str) -> None:
        """Show a cost on all canvases, from now on and at the next start."""
        self.settings.set_text("heat", id)
        for index in range(self.tabs.count()):
            self.page(index).canvas.canvas.heat.show(self.heat)
        self._show_heat()

    def _show_heat(self) -> None:
        menu = self.actions_["heat"].menu()
        assert isinstance(menu, QMenu)
        self.summary.set_heat(self.heat, menu)

    def show_recipe(self) -> None:
        """Show the recipe's form and put the keyboard into it."""
        if self.documents.current:
            self.documents.current.select()
            self.docks.bring("properties")
            self.properties.focus_form()

    def about(self) -> None:
        text = self.tr(
            "ConvCanvas {version}: wire convolutional networks, watch them learn, look inside.\n\n"
            "The embedded digits are part of MNIST by Y. LeCun, C. Cortes and C. Burges, CC BY-SA 3.0."
        )
        QMessageBox.about(self, self.tr("About ConvCanvas"), text.format(version=engine.__version__))

    # Telling -----------------------------------------------------------------------------------------------------

    def tell(self, text: str) -> None:
        """Say something in passing."""
        self.status.say(text)

    def complain(self, error: UserError) -> None:
        """Say what went wrong and what to do; it waits to be read, and stops nothing."""
        box = QMessageBox(QMessageBox.Icon.Warning, self.tr("ConvCanvas"), error.text(translate), parent=self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setModal(False)
        box.show()

    def _on_refused(self, message: object) -> None:
        if getattr(message, "request", "") != "FetchData":  # of which its dialog tells
            error = UserError(message.sentence, message.values)  # type: ignore[attr-defined]
            self.tell(error.text(translate))

    # Following ---------------------------------------------------------------------------------------------------

    def _on_selection(self) -> None:
        self.refresh_actions()
        self.looking.follow()

    def _on_plan(self) -> None:
        self.status.refresh()
        self.refresh_actions()

    def refresh_actions(self, *_: object) -> None:
        self.actions_.refresh()
        self._name_freezing()
        stack = self.documents.current.undo_stack if self.documents.current else None
        for id, can, text in (
            ("undo", bool(stack and stack.canUndo()), stack.undoText() if stack else ""),
            ("redo", bool(stack and stack.canRedo()), stack.redoText() if stack else ""),
        ):
            action = self.actions_[id]
            action.setEnabled(can)
            word = self.tr("&Undo") if id == "undo" else self.tr("&Redo")
            self.actions_.rename(id, f"{word} {text[:1].lower()}{text[1:]}".strip())
            action.setIconText(plain(word))

    def _name_freezing(self) -> None:
        """The action says what it would do with what is selected."""
        current = self.documents.current
        frozen = current is not None and bool(current.selected_nodes) and Freezing.of(current).frozen
        self.actions_.rename("freeze", self.tr("Un&freeze") if frozen else self.tr("&Freeze"))

    def _refresh_titles(self, *_: object) -> None:
        for index in range(self.tabs.count()):
            workspace = self.page(index).workspace
            name = workspace.name or self.tr("Untitled")
            self.tabs.setTabText(index, f"{name} •" if workspace.is_modified else name)
            self.tabs.setTabToolTip(index, str(workspace.path or name))
        current = self.documents.current
        name = (current.name or self.tr("Untitled")) if current else ""
        self.setWindowTitle(f"{name}[*] — ConvCanvas")
        self.setWindowModified(current is not None and current.is_modified)
        self.tool_bar.refresh()

    def _on_status(self, word: str) -> None:
        match word:
            case "problems":
                self.docks.bring("problems")
            case "engine":
                self.engine.restart()
            case "parameters" | "macs":
                self.docks.bring("summary")
                self.summary.sort_by(word)
            case "speed":
                self.docks.bring("curves")
            case "language":
                self.language.toggle()
            case _:
                if self.documents.current:
                    self.documents.current.select()
                self.docks.bring("properties")

    def set_theme(self, mode: str) -> None:
        """Use a theme from now on, and at the next start."""
        theme().set_mode(mode)  # type: ignore[arg-type]
        self.settings.set_text("theme", mode)

    # Words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every word in the window's language."""
        self.docks.retranslate()
        self.menus.retranslate()
        self.actions_.retranslate()
        retranslate_parts_of_qt(self)
        self._refresh_titles()
        self.refresh_actions()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # Dropping and closing ----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(_is_document(url) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if _is_document(url):
                self.open_instead(Path(url.toLocalFile()))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not Closing(self.documents, self.files, self.training, self).may_close():
            event.ignore()
            return
        self.docks.remember(self.settings)
        self.engine.close()
        super().closeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(1440, 900)


def _is_document(url: QUrl) -> bool:
    return url.isLocalFile() and url.toLocalFile().endswith(".json")
