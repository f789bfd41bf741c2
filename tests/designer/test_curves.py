"""Learning curves: what is drawn, read, switched and saved."""

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from designer.panels.curves import CurvesPanel, Smoothed
from designer.plot_scale import log_ticks, nice_ticks, number_text, roomy, thin
from designer.run_record import RunRecord
from designer.theme import theme
from engine.messages import EpochMetrics, RunProgress, StepMetrics

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ROOT = Path(__file__).resolve().parents[2]


class Shouting(QTranslator):
    """Another language: every text in capitals, and longer."""

    def isEmpty(self):
        return False

    def translate(self, context, source, disambiguation=None, n=-1):
        return source.upper() + " " + "X" * (len(source) // 2)


@pytest.fixture
def shouting(qapp):
    translator = Shouting()
    yield translator
    qapp.removeTranslator(translator)


@pytest.fixture(autouse=True)
def same_theme(qapp):
    theme().set_mode("dark")
    yield
    theme().set_mode("system")


def record_of(steps: int = 710, epochs: int = 10) -> RunRecord:
    random, numbers = np.random.default_rng(0), np.arange(steps)
    loss = 2.3 * np.exp(-numbers / steps * 6) + 0.1 + random.normal(0, 0.03, steps)
    arrays = {"step": numbers, "loss": loss.astype(np.float32), "accuracy": (1 - loss / 3).astype(np.float32)}
    record = RunRecord()
    record.take(RunProgress("training", epochs, epochs, steps, steps, 100.0, 1.0))
    record.take(StepMetrics(True, arrays | {"learning_rate": np.full(steps, 0.1, np.float32)}))
    for epoch in range(1, epochs + 1):
        step = epoch * steps // epochs
        record.take(EpochMetrics(epoch, step, 0.4, 0.85, 0.3 + 1 / epoch, 0.974, 0.1, 2.0))
    return record


@pytest.fixture
def panel(qtbot):
    panel = CurvesPanel()
    qtbot.addWidget(panel)
    panel.resize(480, 220)
    panel.show()
    return panel


@pytest.fixture
def full(panel, qtbot):
    panel.set_record(record_of())
    qtbot.waitUntil(lambda: len(panel._plots) == 2)
    qtbot.wait(60)
    return panel


# ---- the panel


def test_an_empty_panel_says_what_will_be_here(panel):
    assert panel._empty.isVisible()
    assert "Press Train" in panel._empty.text()


def test_pyqtgraph_is_loaded_with_the_first_point_and_not_before():
    script = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from designer.panels.curves import CurvesPanel\n"
        "from designer.panels.batch_norm import BatchNormPanel\n"
        "panels = CurvesPanel(), BatchNormPanel()\n"
        "for panel in panels: panel.show()\n"
        "app.processEvents(); print('pyqtgraph' in sys.modules)"
    )
    environment = {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


def test_curves_are_the_records(full):
    record, plot = full._record, full._plots["loss"]
    assert np.array_equal(plot.curve("raw").y, record.steps["loss"])
    assert np.array_equal(plot.curve("held_out").x, record.epochs["step"])
    assert plot._value.text() == "0.4000"
    assert full._plots["accuracy"]._value.text() == "97.4\u2009%"


def test_a_hidden_panel_does_no_work(panel, qtbot):
    panel.hide()
    record = record_of()
    panel.set_record(record)
    for _ in range(20):
        record.steps_changed.emit()
        qtbot.wait(5)
    assert panel._redraw.count <= 1 and not panel._plots
    panel.show()
    assert len(panel._plots) == 2


def test_smoothing_is_adjustable_and_off_at_zero(full, qtbot):
    train = full._plots["loss"].curve("train")
    assert np.std(np.diff(train.y)) < 0.5 * np.std(np.diff(full._record.steps["loss"]))
    full.smoothing.setValue(0)
    qtbot.waitUntil(lambda: np.array_equal(train.y, full._record.steps["loss"]))
    assert full._smoothing_value.text() == "0.00"


def test_epochs_on_the_axis(full, qtbot):
    full.by_epoch.click()
    held_out = full._plots["loss"].curve("held_out")
    qtbot.waitUntil(lambda: held_out.x.tolist() == list(range(1, 11)))
    assert full._plots["loss"].x_scale.name == "epoch"


def test_logarithmic_loss(full, qtbot):
    full.logarithmic.click()
    plot = full._plots["loss"]
    qtbot.waitUntil(lambda: plot.y_scale.log)
    assert plot.view.viewRange()[1][1] < 1  # 10 ** 1 is far above
    assert not full._plots["accuracy"].y_scale.log


def test_legend_toggles_by_keyboard(full, qtbot):
    button = full.legend["held_out"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    for plot in full._plots.values():
        assert plot.curve("held_out") not in list(plot.shown_curves())
    full.legend["train"].click()
    assert not list(full._plots["loss"].shown_curves())  # the raw curve goes with it


def test_plots_stand_below_each_other_where_it_is_narrow(full, qtbot):
    first, second = full._plots.values()
    assert first.y() == second.y()
    full.resize(300, 420)
    qtbot.waitUntil(lambda: first.x() == second.x() and first.y() < second.y())


def test_a_run_that_diverges_still_draws(full, qtbot):
    bad = np.full(5, np.nan, np.float32)
    full._record.take(
        StepMetrics(False, {"step": np.arange(710, 715), "loss": bad, "accuracy": bad, "learning_rate": bad})
    )
    qtbot.wait(250)
    assert np.isfinite(full._plots["loss"].view.viewRange()).all()
    full.grab()


# ---- zoom and crosshair


def test_wheel_zooms_and_double_click_follows_again(full, qtbot):
    plot = full._plots["loss"]
    before = plot.view.viewRange()
    centre = QPointF(plot._graphics.viewport().rect().center())
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    place, up = plot._graphics.mapToGlobal(centre), QPoint(0, 480)
    turn = QWheelEvent(centre, place, QPoint(), up, Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(plot._graphics.viewport(), turn)
    qtbot.waitUntil(lambda: not plot.following)
    zoomed = plot.view.viewRange()
    assert zoomed[0][1] - zoomed[0][0] < before[0][1] - before[0][0]
    full._record.steps_changed.emit()
    qtbot.wait(150)
    assert plot.view.viewRange() == zoomed  # news do not move a view that a person has chosen
    qtbot.mouseDClick(plot._graphics.viewport(), Qt.MouseButton.LeftButton, pos=centre.toPoint())
    qtbot.waitUntil(lambda: plot.following)
    assert plot.view.viewRange() == before


def test_keys_zoom_and_fit(full, qtbot):
    plot = full._plots["loss"]
    before = plot.view.viewRange()
    qtbot.keyClick(plot._graphics, Qt.Key.Key_Plus)
    assert plot.view.viewRange()[0] != before[0]
    qtbot.keyClick(plot._graphics, Qt.Key.Key_Home)
    assert plot.view.viewRange() == before


def test_crosshair_reads_the_nearest_values(full):
    texts = [text for text, *_ in full._plots["loss"].readings(142.4)]
    assert texts[0] == "step 142"
    assert texts[2] == "held out 0.8"  # the epoch that ended at step 142


# ---- files


def test_csv_holds_the_records_numbers(full, tmp_path):
    path = tmp_path / "loss.csv"
    full._plots["loss"].save(path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["step", "train, every step", "train", "held out"]
    raw = {int(row["step"]): np.float32(row["train, every step"]) for row in rows if row["train, every step"]}
    record = full._record
    assert raw == dict(zip(record.steps["step"].tolist(), record.steps["loss"], strict=True))
    held_out = [(int(row["step"]), float(row["held out"])) for row in rows if row["held out"]]
    assert [step for step, _ in held_out] == record.epochs["step"].tolist()
    assert np.allclose([value for _, value in held_out], record.epochs["val_loss"], rtol=1e-8)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_pictures_are_written(full, tmp_path, kind):
    path = tmp_path / f"loss.{kind}"
    full._plots["loss"].save(path)
    image = QImage(str(path))
    assert image.width() > 200
    assert len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}) > 3


def test_a_picture_that_cannot_be_saved_is_told_in_a_sentence(full, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: told.append(text))
    place = str(tmp_path / "missing" / "loss.png")
    monkeypatch.setattr("designer.plotting.QFileDialog.getSaveFileName", lambda *_: (place, ""))
    full._plots["loss"]._ask("png")
    assert told == ["loss.png could not be saved: No such file or directory."]


# ---- theme and language


def test_theme_change_repens(full, qtbot):
    plot = full._plots["loss"]
    theme().set_mode("light")
    qtbot.wait(50)
    image = plot._graphics.grab().toImage()
    assert image.pixelColor(image.width() - 2, image.height() - 2) == QColor(theme().tokens.panel)
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert theme().tokens.line in colours


def test_language_change_retranslates(full, qtbot, shouting):
    QCoreApplication.installTranslator(shouting)
    qtbot.waitUntil(lambda: full.legend["train"].text().startswith("TRAIN"))
    assert full._plots["loss"].title.text().startswith("LOSS")
    assert full._empty.text().startswith("PRESS")
    qtbot.wait(50)
    for button in full.legend.values():  # nothing is cut off where words are longer
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())


def test_every_control_can_be_reached_and_named(full):
    for widget in (*full.legend.values(), full.smoothing, full.by_epoch, full.logarithmic):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert widget.accessibleName() or widget.text()


# ---- numbers


def test_smoothed_equals_the_textbook_and_grows():
    values = np.random.default_rng(1).normal(size=5000)
    values[100] = np.nan
    expected, top, weight = [], 0.0, 0.0
    for value in values:
        good = np.isfinite(value)
        top, weight = 0.9 * top + (value if good else 0.0), 0.9 * weight + good
        expected.append(top / weight)
    smoothed = Smoothed(0.9)
    for end in (1, 7, 1000, 1001, 5000):
        assert np.allclose(smoothed.of(values[:end]), expected[:end], atol=1e-9)
    assert np.allclose(smoothed.of(values[:50]), expected[:50])  # a restart


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 710), (-0.3, 0.31), (0.97, 0.981), (0, 123456), (1e-4, 2e-4)])
def test_ticks_are_few_round_and_distinct(low, high):
    ticks, step = nice_ticks(low, high)
    assert 2 <= len(ticks) <= 5
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in ticks)
    assert len({number_text(tick, step) for tick in ticks}) == len(ticks)


def test_logarithmic_ticks_and_texts():
    assert log_ticks(-3, 1) == [1e-3, 1e-2, 0.1, 1.0, 10.0]
    assert all(0.15 <= tick <= 0.9 for tick in log_ticks(np.log10(0.15), np.log10(0.9)))
    assert number_text(12500, 2500) == "12\u2009500"
    assert number_text(-0.25, 0.25) == "\u22120.25"
    assert (roomy(710, 710), roomy(710, 5000), roomy(99, None)) == (710, 800, 100)


def test_thinning_keeps_peaks_ends_and_the_view():
    x = np.arange(50_000)
    y = np.sin(x / 900.0)
    y[31_234] = 9.0
    thin_x, thin_y = thin(x, y, -np.inf, np.inf, 400)
    assert len(thin_x) <= 2 * 400 + 2
    assert thin_y.max() == 9.0
    assert (thin_x[-1], thin_y[-1]) == (x[-1], y[-1])
    near_x, near_y = thin(x, y, 100, 200, 400)
    assert near_x.min() == 99 and near_x.max() >= 200
    assert np.array_equal(near_y, y[near_x])
