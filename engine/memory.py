"""How much memory a network takes: every piece of it with its birth and its end, and the most that is there at a time.

Nothing is run. What a block keeps for the backward pass, and whose memory its outputs are in, was seen when it was
evaluated; composed here is who uses whose tensors, and when. The modules that are compiled let go of a tensor when
its last reader has run. Autograd goes back through what was computed last first, and lets go of what it kept, and of
the gradients that it was given, when a node has gone backwards.

Counted is what PyTorch's allocator hands out for tensors. Not in it are the copies and the scratch memory with which
oneDNN and cuDNN work, what the allocator holds in reserve, and the data set.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from engine.document import Document
from engine.network import Network
from engine.plan import Memory
from engine.training.recipe import setting
from engine.wiring import Wiring

STATES = {"adam": 2, "adamw": 2}  # tensors that an optimizer has for each parameter; SGD one with momentum, else none


@dataclass(frozen=True, slots=True)
class Uses:
    """`kept`: by path, the bytes a sample that stay until the backward pass; `total`: of the whole network."""

    kept: dict[str, int]
    total: Memory


def memory_of(network: Network) -> Uses:
    """What the network needs in training, by the recipe of its document, and in inference with the same batch.

    What autograd keeps is told of the node that made it, whoever keeps it, and each piece of memory once. `training`
    is the peak of any step but the first: the optimizer has its state by then, and the gradients of the step before
    are there until `zero_grad`, which comes after the images and before the network (`engine/training/loop.py`).
    """
    batch = int(_recipe(network.document, "batch_size"))
    wiring = Wiring(network, batch)
    storages = wiring.storages(evaluating=False)
    keepers = _keepers(wiring, storages)
    kept, activations = _kept(wiring, keepers)
    weights = sum([e.parameter_bytes + e.buffer_bytes for e in wiring.evaluations])
    gradients = sum([e.gradient_bytes for e in wiring.evaluations])
    momentum = int(_recipe(network.document, "momentum") > 0)
    optimizer = gradients * STATES.get(_recipe(network.document, "optimizer"), momentum)
    images = sum([wiring.sizes[image] for image in wiring.images])
    ahead = _forward(wiring, wiring.storages(evaluating=True) if wiring.handing_on else storages, None)
    step = _Step(wiring, storages, keepers).changes
    total = Memory(
        batch=batch,
        weights=weights,
        gradients=gradients,
        optimizer=optimizer,
        activations=activations,
        training=weights + optimizer + max(gradients + images, *accumulate(step)),
        inference=weights + max(accumulate(ahead)),
    )
    return Uses(kept, total)


def _recipe(document: Document, name: str) -> Any:
    """A setting of the recipe; its default where what is written there cannot be."""
    declared = setting(name)
    assert declared is not None
    value = document.recipe.get(name, declared.default)
    return declared.default if declared.fault(value) else value


def _keepers(wiring: Wiring, storages: list[int]) -> dict[int, int]:
    """The tensors whose memory autograd keeps, each with the first node that keeps it: the last to let go."""
    found: dict[int, int] = {}
    sources = wiring.sources
    for node, evaluation in enumerate(wiring.evaluations):
        for index in evaluation.keeps_inputs:
            found.setdefault(storages[sources[node][index]], node)
        for index in evaluation.keeps_outputs:
            found.setdefault(storages[wiring.output(node, index)], node)
    for held in wiring.held:
        found.pop(held, None)
    return found


def _kept(wiring: Wiring, keepers: dict[int, int]) -> tuple[dict[str, int], int]:
    """What is kept, by path and in bytes a sample, and all of it in bytes."""
    paths, facts = wiring.paths, wiring.facts
    kept = {path: amount for path, found in zip(paths, facts, strict=True) if (amount := found.by_the_way[0])}
    for tensor in keepers:
        path = paths[wiring.makers[tensor]]
        kept[path] = kept.get(path, 0) + wiring.per_sample[tensor]
    return kept, sum([found.by_the_way[1] for found in facts]) + sum([wiring.sizes[tensor] for tensor in keepers])


def _forward(wiring: Wiring, storages: list[int], keepers: dict[int, int] | None) -> list[int]:
    """How the bytes in use change while the network is computed; where there are `keepers`, in a step of training.

    Whoever calls the network has the images all the time, and its answers from when they are there.
    """
    count = len(wiring.paths)
    end = count if keepers is None else _backward(count, -1)
    changes = [0] * (end + 1)
    ends = [maker + 1 for maker in wiring.makers]
    for node, sources in enumerate(wiring.sources):
        for source in sources:
            ends[storages[source]] = node + 1
    for storage, keeper in (keepers or {}).items():
        ends[storage] = _backward(count, keeper) + 1
    for tensor in (*wiring.images, *wiring.answers):
        ends[storages[tensor]] = end
    for held in wiring.held:
        ends[held] = held  # it is among the weights
    for tensor, (maker, storage, size) in enumerate(zip(wiring.makers, storages, wiring.sizes, strict=True)):
        if storage == tensor:
            changes[maker] += size
            changes[ends[tensor]] -= size
    for node, facts in enumerate(wiring.facts):
        if facts.works[0]:
            changes[node] += facts.works[0]
            changes[node + 1] -= facts.works[0]
        amount = facts.by_the_way[1]
        if amount and (keepers is not None or node not in wiring.handing_on):
            changes[node] += amount
            changes[node + 1 if keepers is None else _backward(count, node) + 1] -= amount
    return changes


def _backward(count: int, node: int) -> int:
    """The moment in which a node goes backwards, and the optimizer's step for node -1.

    The moments of a step are: each node, the loss and its gradient, and each node backwards. That takes two, since
    the gradients which it computes are then added to others that its inputs were given.
    """
    return count + 2 + 2 * (count - 1 - node)


_Gradient = list[int]  # bytes, and how many tensors have it


class _Step:
    """A step of training, up to the optimizer's: the changes of the bytes in use. A gradient that is handed on is one
    piece of memory for all who have it, and adding to one takes more only where somebody else has it too."""

    def __init__(self, wiring: Wiring, storages: list[int], keepers: dict[int, int]) -> None:
        self.wiring = wiring
        self.changes = _forward(wiring, storages, keepers)
        self.gradients: list[_Gradient | None] = [None] * len(wiring.makers)  # by tensor: what it has been given
        self._loss()
        self._nodes()

    def _loss(self) -> None:
        """Cross-entropy: it keeps the logarithms of probabilities, and their gradient becomes the answer's."""
        now, changes = len(self.wiring.paths), self.changes
        for tensor in self.wiring.answers:
            if self.wiring.needs_grad[tensor]:
                size = self.wiring.sizes[tensor]
                changes[now] += size
                changes[now + 1] += 2 * size
                changes[now + 2] -= 2 * size
                self._give(tensor, [size, 1], now + 1)

    def _nodes(self) -> None:
        wiring, changes, gradients = self.wiring, self.changes, self.gradients
        sizes, needs_grad, sources = wiring.sizes, wiring.needs_grad, wiring.sources
        now = _backward(len(wiring.paths), len(wiring.paths))
        for node in range(len(wiring.paths) - 1, -1, -1):
            now += 2
            given = gradients[node]
            if node in wiring.held:
                continue
            if node in wiring.outputs or wiring.facts[node].passed or len(sources[node]) != 1:
                self._back(node, now)
            elif given is not None:  # most nodes: the same as _back, in less time
                self._compute(node, now)
                given[1] -= 1
                if not given[1]:
                    changes[now + 1] -= given[0]
                source = sources[node][0]
                if needs_grad[source]:
                    changes[now] += sizes[source]
                    self._give(source, [sizes[source], 1], now + 1)

    def _back(self, node: int, now: int) -> None:
        """A node computes gradients of what it took from those of what it made, and lets go of these."""
        wiring = self.wiring
        given = [self.gradients[tensor] for tensor in wiring.outputs.get(node, (node,))]
        if not any(given):
            return
        self._compute(node, now)
        passed, made = wiring.facts[node].passed, []
        for index, source in enumerate(wiring.sources[node]):
            if wiring.needs_grad[source]:
                gradient = given[passed[index]] if index in passed else self._new(wiring.sizes[source], now)
                if gradient is not None:
                    gradient[1] += 1
                    made.append((source, gradient))
        for gradient in given:
            if gradient is not None:
                self._let_go(gradient, now)
        for source, gradient in made:
            self._give(source, gradient, now + 1)

    def _compute(self, node: int, now: int) -> None:
        work = self.wiring.facts[node].works[1]
        self.changes[now] += self.wiring.evaluations[node].gradient_bytes + work
        self.changes[now + 1] -= work

    def _new(self, size: int, now: int) -> _Gradient:
        self.changes[now] += size
        return [size, 0]

    def _let_go(self, gradient: _Gradient, now: int) -> None:
        gradient[1] -= 1
        if not gradient[1]:
            self.changes[now + 1] -= gradient[0]

    def _give(self, tensor: int, gradient: _Gradient, now: int) -> None:
        """Add a gradient to what the tensor has been given: in place, where nobody else has that."""
        before = self.gradients[tensor]
        if before is None:
            self.gradients[tensor] = gradient
            return
        if before[1] > 1:
            self.gradients[tensor] = total = self._new(self.wiring.sizes[tensor], now)
            total[1] = 1
            self._let_go(before, now)
        self._let_go(gradient, now)
