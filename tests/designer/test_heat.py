"""The heat of cost on the canvas: shares of the largest, in bars near by and in whole cards far out; a choice of the view."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from benchmarks.resnet import resnet
from designer import app
from designer.canvas.heat import MEASURES
from designer.canvas.style import style
from designer.theme import theme
from engine.edits import Remove, SetArguments
from engine.files import to_json
from engine.summary import bytes_text
from tests.build import network
from tests.designer.hands import open_view, plan


@pytest.fixture(params=["dark", "light"])
def view(request, qtbot, lenet_bn):
    theme().set_mode(request.param)
    yield open_view(qtbot, lenet_bn)
    theme().set_mode("dark")


def shares(view) -> dict[str, float | None]:
    return {id: item._heat for id, item in view.canvas.nodes.items()}


def colour_at(view, id: str, x: float, y: float) -> QColor:
    """The colour of a card at a place of it, as it is on the screen."""
    place = view.mapFromScene(view.canvas.nodes[id].pos() + QPointF(x, y))
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    return picture.pixelColor(round(place.x() * ratio), round(place.y() * ratio))


def warmth(colour: QColor) -> int:
    """How far red stands out from blue."""
    return colour.red() - colour.blue()


def test_each_card_has_its_share_of_the_largest(view):
    nodes = view.workspace.plan.nodes
    for measure in MEASURES:
        view.canvas.heat.show(measure)
        found, numbers = shares(view), {id: getattr(node, measure) for id, node in nodes.items()}
        most = max(numbers.values())
        assert found == {id: pytest.approx(number / most if most else 0.0) for id, number in numbers.items()}
    view.canvas.heat.show("")
    assert set(shares(view).values()) == {None}


def test_the_bar_is_as_long_as_the_share_and_the_figure_is_the_cost(view):
    view.zoom_to(1.0)
    view.canvas.heat.show("macs")
    view.centre_on("conv1")
    share = shares(view)["conv1"]
    assert 0.4 < share < 0.6
    inside, beyond = (colour_at(view, "conv1", 12 + 145 * part, 47.5) for part in (share - 0.05, share + 0.05))
    assert warmth(inside) > warmth(beyond) + 30
    assert "118 k" in [line[3].text() for line in view.canvas.nodes["conv1"]._second]
    view.canvas.heat.show("output_bytes")
    view.grab()
    size = 6 * 28 * 28 * 4 * view.workspace.plan.totals.memory.batch
    assert bytes_text(size) in [line[3].text() for line in view.canvas.nodes["conv1"]._second]


def test_far_out_the_expensive_card_is_hot(view):
    view.canvas.heat.show("parameters")
    view.zoom_to(0.3)
    view.centre_on("fc1")
    middle = {id: warmth(colour_at(view, id, 84, 27)) for id in ("fc1", "fc2", "relu3")}
    assert middle["fc1"] > middle["fc2"] > middle["relu3"]
    view.canvas.heat.show("")
    assert colour_at(view, "relu3", 84, 27) == style().far_card("activation").color()


def test_the_legend_names_the_cost_and_the_most_of_it(view):
    assert not view.legend.isVisible()
    view.canvas.heat.show("macs")
    assert view.legend.isVisible()
    assert view.legend.text() == "MACs 240 k"
    assert view.viewport().geometry().contains(view.legend.geometry())
    view.canvas.heat.show("")
    assert not view.legend.isVisible()


def test_heat_follows_the_plan(view):
    view.canvas.heat.show("parameters")
    view.workspace.push(SetArguments("main", "fc3", {"out_features": 1000}), "features")
    plan(view.workspace)
    found = shares(view)
    assert found["fc3"] == 1.0
    assert found["fc1"] == pytest.approx(48_120 / 85_000)
    view.workspace.undo_stack.undo()
    plan(view.workspace)
    assert shares(view)["fc1"] == 1.0


def test_a_node_that_is_taken_out_and_brought_back_has_its_heat(view):
    view.canvas.heat.show("parameters")
    edges = [edge.id for edge in view.workspace.network.edges_of({"fc1"})]
    view.workspace.push(Remove("main", ["fc1"], edges), "remove")
    plan(view.workspace)
    view.workspace.undo_stack.undo()
    plan(view.workspace)
    assert shares(view)["fc1"] == 1.0


def test_what_leads_to_no_output_is_cold(qtbot):
    layers = [("input", "input"), ("one", "conv2d"), ("spare", "conv2d", {"out_channels": 500}), ("output", "output")]
    view = open_view(qtbot, network(*layers, edges="input>one input>spare one>output"))
    view.canvas.heat.show("parameters")
    assert (shares(view)["one"], shares(view)["spare"]) == (1.0, 0.0)


def test_nothing_is_worked_out_while_it_is_off(view, monkeypatch):
    def never(*_):
        raise AssertionError("costs are worked out")

    monkeypatch.setattr("designer.canvas.heat.counted", never)
    monkeypatch.setattr("designer.canvas.heat.number_of", never)
    view.workspace.push(SetArguments("main", "fc3", {"out_features": 1000}), "features")
    plan(view.workspace)
    assert not view.grab().isNull()


def test_a_large_network_is_tinted(qtbot):
    view = open_view(qtbot, resnet("resnet152"))
    view.canvas.heat.show("macs")
    QApplication.processEvents()
    assert sum(share == 1.0 for share in shares(view).values()) == 1


def test_the_choice_is_of_the_view_and_is_remembered(qtbot, make_window):
    window = make_window()
    workspace = window.documents.open_preset("lenet5")
    plan(workspace)
    before = to_json(workspace.document)
    menu = window.actions_["heat"].menu()
    assert window.summary.heat.menu() is menu, "the panel's button and the View menu offer the same"
    menu.aboutToShow.emit()
    titles = [action.text() for action in menu.actions()]
    assert titles == ["Nothing", "parameters", "MACs", "output memory", "kept for backward"]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False, False]
    menu.actions()[2].trigger()
    assert window.canvas.canvas.heat.measure.id == "macs"
    assert window.summary.heat.text() == "MACs"
    assert to_json(workspace.document) == before
    assert not workspace.undo_stack.canUndo()
    window.documents.open_preset("lenet5_bn")
    assert window.canvas.canvas.heat.measure.id == "macs", "it holds for every document"
    window.settings.sync()
    again = app.make_window()
    qtbot.addWidget(again)
    assert again.heat == "macs"
    window.set_heat("nonsense of a later version")
    assert window.heat == ""
    assert window.canvas.canvas.heat.measure is None
