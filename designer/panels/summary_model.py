"""The summary's rows as Qt's models: one that follows the plan, and one that sorts and filters it."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QIcon

from designer.theme import icon, theme
from designer.words import bytes_text, grouped, short, translate
from engine.blocks import REGISTRY
from engine.plan import Plan
from engine.summary import COLUMNS, Column, Row, ordered, rows_of, totals_of

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
SHARE = Role.UserRole  # of the largest share of the total, from 0 to 1
IDS = [column.id for column in COLUMNS]
SUMS = [column for column in COLUMNS if column.is_summed]


class SummaryModel(QAbstractTableModel):
    """A row a node in the order of execution. It keeps no more than what the last plan gave."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.totals: dict[str, int] = {}
        self._most: dict[str, int] = {}  # the largest number of each column that is summed
        self.batch = 1
        self._places: dict[str, int] = {}  # of the rows, by path
        self._keys: dict[int, list[Any]] = {}  # by which a column is sorted

    def take(self, plan: Plan, touched: set[str] | None = None) -> bool:
        """Follow the plan, of which the nodes in `touched` changed (None: any); True where all rows are new."""
        paths = ordered(plan)
        anew = touched is None or paths != [row.path for row in self.rows]
        batch, self.batch = self.batch, plan.totals.memory.batch
        self._keys.clear()
        if anew:
            self.beginResetModel()
            self.rows = list(rows_of(plan, paths))
            self._places = {path: place for place, path in enumerate(paths)}
            self.endResetModel()
        else:
            self._update(plan, [path for path in touched or () if path in self._places])
        self.totals = totals_of(plan, self.rows)
        inside = [row for row in self.rows if row.is_counted]
        self._most = {c.id: max((row.number(c, self.batch) for row in inside), default=0) for c in SUMS}
        if not anew and batch != self.batch:  # the memory of every node is another
            self._tell(0, len(self.rows) - 1)
        return anew

    def _update(self, plan: Plan, paths: list[str]) -> None:
        places = []
        for row in rows_of(plan, paths):
            place = self._places[row.path]
            if self.rows[place] != row:
                self.rows[place] = row
                places.append(place)
        if places:
            self._tell(min(places), max(places))

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.rows, self._places, self.totals = [], {}, {}
        self._keys.clear()
        self.endResetModel()

    def place(self, path: str) -> int | None:
        """The row of a node."""
        return self._places.get(path)

    def keys(self, column: int) -> list[Any]:
        """What the rows of a column are sorted by."""
        if column not in self._keys:
            self._keys[column] = [row.sort_key(COLUMNS[column], self.batch) for row in self.rows]
        return self._keys[column]

    # What the view asks --------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        match role:
            case Role.DisplayRole:
                return self._text(row, column)
            case Role.ToolTipRole:
                return self._exact(row, column)
            case Role.TextAlignmentRole:
                return alignment(column)
            case Role.ForegroundRole:
                return None if row.is_counted else QColor(theme().tokens.dim)
            case Role.DecorationRole:
                return _badge(row) if column.kind == "problems" else None
        if role == SHARE and column.is_summed and row.is_counted:
            most = self._most.get(column.id, 0)
            return row.number(column, self.batch) / most if most else 0.0
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            column = COLUMNS[section]
            if role == Role.DisplayRole:
                return translate("summary", column.title)
            if role == Role.ToolTipRole:
                return translate("summary", column.help).format(batch=grouped(self.batch))
            if role == Role.TextAlignmentRole:
                return alignment(column)
        return None

    def _text(self, row: Row, column: Column) -> str:
        if column.is_number:
            return amount(column, row.number(column, self.batch))
        match column.kind:
            case "block":
                block = REGISTRY.get(row.block)
                return block.title if block else row.block
            case "shape" if row.status != "ok":
                return self.tr("wrong") if row.status == "wrong" else "–"
            case "field" if row.field is not None and row.field.whole:
                return self.tr("all")
            case "problems":
                return str(len(row.problems)) if row.problems else ""
        return row.text(column)

    def _exact(self, row: Row, column: Column) -> str:
        if column.is_number:
            number, total = row.number(column, self.batch), self.totals.get(column.id, 0)
            text = exact(column, number)
            if not column.is_summed or not row.is_counted or not number or not total:
                return text
            return f"{text}\n" + self.tr("{share} % of the total").format(share=f"{100 * number / total:.1f}")
        if column.kind == "problems":
            return "\n".join(problem.sentence(translate) for problem in row.problems)
        if not row.is_counted and row.status == "ok":
            return f"{self._text(row, column)}\n" + self.tr("It leads to no Output and is not counted.")
        return self._text(row, column)


def amount(column: Column, number: int) -> str:
    """A number in three figures; nothing for 0."""
    if not number:
        return ""
    if column.kind == "bytes":
        return bytes_text(number)
    return short(number) if column.is_summed else str(number)


def exact(column: Column, number: int) -> str:
    """All figures of a number."""
    return f"{grouped(number)} B" if column.kind == "bytes" else grouped(number)


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Numbers stand at the right, so that their figures are above one another."""
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _badge(row: Row) -> QIcon | None:
    if not row.problems:
        return None
    severity = row.problems[0].severity
    return icon(severity, theme().tokens.error if severity == "error" else theme().tokens.warning)


class SummaryOrder(QSortFilterProxyModel):
    """Sorts by the real values, and leaves only rows whose name or block holds the text that is searched."""

    def __init__(self, model: SummaryModel) -> None:
        super().__init__(model)
        self._model, self._wanted = model, ""
        self.setSourceModel(model)

    def search(self, text: str) -> None:
        """Show the rows that hold `text`."""
        self._wanted = text.strip().casefold()
        self.invalidate()

    def lessThan(self, left: Index, right: Index) -> bool:
        keys = self._model.keys(left.column())
        return bool(keys[left.row()] < keys[right.row()])

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        if not self._wanted:
            return True
        found = self._model.rows[row]
        block = REGISTRY.get(found.block)
        texts = (found.name, found.block, block.title if block else "")
        return any(self._wanted in text.casefold() for text in texts)

    def path(self, row: int) -> str:
        """The node of a row as it is shown."""
        return self._model.rows[self.mapToSource(self.index(row, 0)).row()].path

    def place(self, path: str) -> int | None:
        """The row in which a node is shown; None where it is not."""
        place = self._model.place(path)
        if place is None:
            return None
        row = self.mapFromSource(self._model.index(place, 0)).row()
        return row if row >= 0 else None
