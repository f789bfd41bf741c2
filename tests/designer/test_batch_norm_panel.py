"""The BatchNorm panel: its arithmetic is PyTorch's, and its curves are the record's."""

import numpy as np
import pytest
import torch
from PySide6.QtCore import QCoreApplication, QPointF, Qt, QTranslator
from PySide6.QtWidgets import QLabel

from designer.looking import nearest_norm
from designer.panels.batch_norm import BatchNormPanel, ChannelNow, broken, signed
from designer.run_record import RunRecord
from designer.theme import theme
from designer.workspace import Workspace
from engine.blocks.normalization import BATCH_NORMS
from engine.messages import BatchNormSeries
from tests.build import network

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Shouting(QTranslator):
    """Another language: every text in capitals, and longer."""

    def isEmpty(self):
        return False

    def translate(self, context, source, disambiguation=None, n=-1):
        return source.upper() + " " + "X" * (len(source) // 2)


@pytest.fixture(autouse=True)
def same_theme(qapp):
    theme().set_mode("dark")
    yield
    theme().set_mode("system")


def trained(channels: int = 6, steps: int = 12, sent: int | None = None, momentum: float | None = 0.1):
    """A real BatchNorm2d after some steps, its last batch, and what a run would tell of it."""
    torch.manual_seed(0)
    layer = torch.nn.BatchNorm2d(channels, momentum=momentum)
    torch.nn.init.normal_(layer.weight, 1, 0.2)
    torch.nn.init.normal_(layer.bias, 0, 0.2)
    rows = {name: [] for name in ("running_mean", "running_var", "batch_mean", "batch_var")}
    offsets = torch.linspace(-1, 1, channels)[:, None, None]
    for _ in range(steps):
        batch = torch.randn(16, channels, 5, 5) * (1 + offsets.abs()) + offsets
        layer(batch)
        var, mean = torch.var_mean(batch, (0, 2, 3), correction=0)
        for name, values in zip(rows, (layer.running_mean, layer.running_var, mean, var), strict=True):
            rows[name].append(values.numpy().copy()[:sent])
    arrays = {name: np.array(values) for name, values in rows.items()} | {"step": np.arange(steps)}
    arrays |= {"weight": layer.weight.detach().numpy()[:sent], "bias": layer.bias.detach().numpy()[:sent]}
    return layer, batch, BatchNormSeries("n1", True, channels, layer.eps, momentum, arrays)


@pytest.fixture
def panel(qtbot):
    panel = BatchNormPanel()
    qtbot.addWidget(panel)
    panel.resize(520, 260)
    panel.show()
    return panel


def fill(panel, qtbot, series):
    record = RunRecord()
    record.take(series)
    panel.set_record(record)
    panel.set_node("n1", "bn1")
    qtbot.waitUntil(lambda: panel._plot is not None)
    qtbot.wait(60)
    return record


# ---- arithmetic


def test_the_four_steps_are_pytorchs():
    layer, batch, series = trained()
    record = RunRecord()
    record.take(series)
    for channel in range(6):
        now = ChannelNow.of(record.batch_norm["n1"], channel)
        layer.train()
        x = batch[:, channel]
        normalized = (x - now.batch_mean) / now.deviation
        with torch.no_grad():
            expected = torch.nn.functional.batch_norm(
                batch, None, None, layer.weight, layer.bias, training=True, eps=layer.eps
            )[:, channel]
        assert torch.allclose(now.weight * normalized + now.bias, expected, atol=1e-5)
        lines = [line.replace("|", "") for line in now.formulas("mean")]
        assert signed(float(x.mean())) in lines[0]
        assert signed(float(x.var(correction=0))) in lines[0]
        assert lines[1].endswith(signed(float((x.var(correction=0) + layer.eps).sqrt())))
        assert signed(float(layer.weight.detach()[channel])) in lines[2]
        assert lines[3].endswith(f"= {signed(float(layer.running_mean[channel]))}")
        assert now.formulas("var")[3].endswith(f"= {signed(float(layer.running_var[channel]))}")


def test_running_statistics_follow_the_formula_that_is_shown():
    _, batch, series = trained()
    arrays, count = series.arrays, batch.numel() / batch.shape[1]
    before, after = arrays["running_mean"][-2], arrays["running_mean"][-1]
    assert np.allclose(0.9 * before + 0.1 * arrays["batch_mean"][-1], after, atol=1e-6)
    before, after = arrays["running_var"][-2], arrays["running_var"][-1]
    assert np.allclose(0.9 * before + 0.1 * arrays["batch_var"][-1] * count / (count - 1), after, atol=1e-5)


def test_train_and_eval_differ_by_the_root_mean_square():
    layer, batch, series = trained()
    record = RunRecord()
    record.take(series)
    with torch.no_grad():
        evaluated = layer.eval()(batch)
        training = torch.nn.functional.batch_norm(batch, None, None, layer.weight, layer.bias, True, eps=layer.eps)
    apart = (training - evaluated).square().mean((0, 2, 3)).sqrt()
    for channel in range(6):
        now = ChannelNow.of(record.batch_norm["n1"], channel)
        assert now.difference == pytest.approx(float(apart[channel]), rel=1e-3)


def test_without_momentum_it_is_an_average():
    _, _, series = trained(momentum=None)
    record = RunRecord()
    record.take(series)
    line = ChannelNow.of(record.batch_norm["n1"], 0).formulas("mean")[3].replace("|", "")
    assert "average of all" in line
    assert signed(float(series.arrays["batch_mean"][:, 0].mean())) in line


def test_lines_break_where_they_may():
    line = "y = γ · x̂ + β |= 1.12 · x̂ |+ 0.08"
    assert broken(line, 80) == ["y = γ · x̂ + β = 1.12 · x̂ + 0.08"]
    assert broken(line, 18) == ["y = γ · x̂ + β ", "  = 1.12 · x̂ ", "  + 0.08"]


# ---- the panel


def test_an_empty_panel_says_what_to_do(panel, qtbot):
    assert "Select a BatchNorm layer" in panel._empty.text()
    panel.set_node("n1", "bn1")
    assert panel._empty.text() == "Train, and the statistics of bn1 appear here"
    assert panel._empty.isVisible()


def test_curves_and_text_are_of_the_chosen_channel(panel, qtbot):
    _, _, series = trained()
    record = fill(panel, qtbot, series)
    assert np.array_equal(panel._plot.curve("running").y, record.batch_norm["n1"].table["running_mean"])
    panel.channel.setValue(4)
    text = panel._formulas.text
    qtbot.waitUntil(lambda: signed(float(series.arrays["batch_mean"][-1, 4])) in text())
    assert panel._plot.curve("batch").chosen == 4
    panel.variance.click()
    qtbot.waitUntil(lambda: "σ²_run" in text())
    assert np.array_equal(panel._plot.curve("batch").y, record.batch_norm["n1"].table["batch_var"])


def test_a_click_on_a_line_chooses_its_channel(panel, qtbot):
    _, _, series = trained()
    fill(panel, qtbot, series)
    plot = panel._plot
    value = float(series.arrays["running_mean"][8, 5])
    place = plot._graphics.mapFromScene(plot.view.mapViewToScene(QPointF(8.0, value)))
    qtbot.mouseClick(plot._graphics.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.channel.value() == 5


def test_a_click_on_the_strip_chooses_too(panel, qtbot):
    _, _, series = trained()
    fill(panel, qtbot, series)
    strip = panel._strip
    place = QPointF(strip._pitch() * 2.5, 10).toPoint()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert panel.channel.value() == 2


def test_at_most_64_channels_and_it_says_so(panel, qtbot):
    _, _, series = trained(channels=96, sent=64)
    fill(panel, qtbot, series)
    assert panel.channel.maximum() == 63
    assert panel._of.text() == "of 96"
    assert panel._limit.isVisible() and "64" in panel._limit.text()


def test_news_of_other_nodes_and_hidden_panels_cost_nothing(panel, qtbot):
    _, _, series = trained()
    record = fill(panel, qtbot, series)
    qtbot.wait(150)
    drawn = panel._redraw.count
    record.batch_norm_changed.emit("n2")
    qtbot.wait(150)
    assert panel._redraw.count == drawn
    panel.hide()
    for _ in range(10):
        record.take(series)
        qtbot.wait(5)
    assert panel._redraw.count == drawn
    panel.show()
    assert panel._redraw.count == drawn + 1


def test_copying_the_formulas(panel, qtbot, qapp):
    _, _, series = trained()
    fill(panel, qtbot, series)
    panel._formulas.setFocus()
    panel._formulas.copy.trigger()
    assert qapp.clipboard().text() == panel._formulas.text()
    assert "|" not in panel._formulas.text()


def test_csv_names_every_channel(panel, qtbot, tmp_path):
    _, _, series = trained(channels=3)
    fill(panel, qtbot, series)
    panel._plot.save(tmp_path / "bn.csv")
    lines = (tmp_path / "bn.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "step,batch 0,batch 1,batch 2,running 0,running 1,running 2"
    table = np.array([[float(cell) for cell in line.split(",")] for line in lines[1:]])
    assert np.array_equal(table[:, 4:].astype(np.float32), series.arrays["running_mean"])


def test_theme_and_language_changes_show(panel, qtbot):
    _, _, series = trained()
    fill(panel, qtbot, series)
    drawn = panel._redraw.count
    theme().set_mode("light")
    qtbot.waitUntil(lambda: panel._redraw.count > drawn)
    assert panel._formulas._mark[1] in (theme().tokens.good, theme().tokens.warning)
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    qtbot.waitUntil(lambda: panel.mean.text().startswith("MEAN"))
    qtbot.waitUntil(lambda: "TRAIN AND EVAL" in panel._formulas.text())
    assert panel._channel_label.text().startswith("CHANNEL")
    qtbot.wait(50)
    for label in panel.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap() and label.text():
            assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    QCoreApplication.removeTranslator(translator)


@pytest.mark.parametrize("block", BATCH_NORMS)
def test_every_kind_of_batch_norm_is_followed(qtbot, block):
    layers = (
        ("x", "input"),
        ("first", block),
        ("relu", "relu"),
        ("group", "group_norm"),
        ("second", block),
        ("y", "output"),
    )
    workspace = Workspace(network(*layers))
    followed = {None: "first", "x": "first", "first": "first", "relu": "second", "second": "second", "y": "first"}
    for node, norm in followed.items():
        workspace.select([node] if node else [])
        assert nearest_norm(workspace) == norm
