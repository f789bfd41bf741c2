"""Frozen layers: training leaves their parameters as they are, and a checkpoint of them goes on as any other."""

import pytest
import torch
from torch import nn

from engine.compiler import compile
from engine.data import catalogue
from engine.edits import Freeze
from engine.errors import UserError
from engine.planner import make_plan
from engine.training import checkpoints
from engine.training.controls import Controls
from engine.training.loop import Listener, fit
from engine.training.optimization import make_optimizer
from engine.training.recipe import resolve
from engine.training.trainable import check_trainable
from tests.engine.test_loop import Recording, StopAt, digits, dropout_net, same, start, weights

assert digits  # a fixture


def frozen_net(*names):
    document = dropout_net()
    document.apply(Freeze("main", dict.fromkeys(names, True)))
    return document


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "adamw"])
def test_only_what_is_not_frozen_learns(digits, optimizer):
    recipe = resolve({"epochs": 1, "batch_size": 50, "optimizer": optimizer})
    training = start(frozen_net("conv1", "bn1"), recipe, digits)
    before = weights(training)
    fit(training, recipe, digits, Controls(), Listener())
    after = weights(training)
    names = {name for name, _ in training.module.named_parameters()}
    changed = {key for key in names if not torch.equal(before[key], after[key])}
    # Weight decay, momentum and Adam's averages would all move a parameter whose gradient is zero.
    assert changed == {"fc1.weight", "fc1.bias"}
    assert not torch.equal(before["bn1.running_mean"], after["bn1.running_mean"]), "statistics are no parameters"


def test_the_optimizer_and_the_plan_agree_on_what_learns(digits):
    document = frozen_net("conv1")
    plan = make_plan(document)
    training = start(document, resolve({}), digits)
    given = [weight for group in training.optimizer.param_groups for weight in group["params"]]
    assert sum(weight.numel() for weight in given) == plan.totals.trainable
    assert plan.totals.trainable == plan.parameters - plan.nodes["conv1"].parameters > 0


def test_a_run_with_frozen_layers_resumes_to_the_bit(digits, tmp_path):
    recipe = resolve({"epochs": 2, "batch_size": 32, "optimizer": "adam"})
    whole, heard = start(frozen_net("conv1"), recipe, digits), Recording()
    fit(whole, recipe, digits, Controls(), heard)
    controls = Controls()
    first, before = start(frozen_net("conv1"), recipe, digits), StopAt(controls, 7)
    fit(first, recipe, digits, controls, before)
    checkpoints.save(tmp_path, first, 0, "hash")
    second, after = start(frozen_net("conv1"), recipe, digits), Recording()
    checkpoints.restore(tmp_path, second)
    fit(second, recipe, digits, Controls(), after)
    assert same(weights(second), weights(whole))
    assert before.losses + after.losses == heard.losses
    free = compile(dropout_net())
    checkpoints.load_weights(tmp_path, free)  # the weights are those of the network, frozen or not
    assert all(parameter.requires_grad for parameter in free.parameters())


def test_a_network_that_is_frozen_altogether_is_told_before_it_is_trained():
    document = frozen_net("conv1", "bn1", "fc1")
    plan, recipe = make_plan(document), resolve({})
    assert plan.ok
    assert plan.totals.trainable == 0
    words = "All parameters of Test net are frozen, so there is nothing to train. Unfreeze a layer."
    with pytest.raises(UserError) as told:
        check_trainable(document, plan, recipe, catalogue.facts("mnist5k"))
    assert str(told.value) == words
    with pytest.raises(UserError, match="are frozen, so there is nothing to train"):
        make_optimizer(nn.Linear(3, 2).requires_grad_(False), recipe)


def test_undo_of_freezing_is_exact():
    document = frozen_net("conv1")
    before = {id: node.frozen for id, node in document.network.nodes.items()}
    inverse = document.apply(Freeze("main", {"conv1": False, "fc1": True}))
    document.apply(inverse)
    assert {id: node.frozen for id, node in document.network.nodes.items()} == before
