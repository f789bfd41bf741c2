"""What a tab holds: the canvas of one document, and the welcome over it while it is empty."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.canvas.view import CanvasView
from designer.settings import Settings
from designer.welcome import Welcome
from designer.workspace import Workspace


class Page(QWidget):
    """A canvas that fills the tab; a document that is opened is fitted into it once."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self.workspace = workspace
        self.canvas = CanvasView(workspace)
        self.welcome = Welcome(settings, self.canvas.viewport())
        self._fitted = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.canvas.viewport().installEventFilter(self)
        workspace.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self, *_: object) -> None:
        self.welcome.setVisible(not self.workspace.network.nodes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.welcome.setGeometry(self.canvas.viewport().rect())
            if not self._fitted and self.canvas.isVisible():
                self._fitted = True
                self.canvas.fit(animated=False)
        return False
