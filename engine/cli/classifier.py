"""A trained network at work: images in, classes with probabilities out."""

from pathlib import Path

import torch
from torch import nn

from engine.compiler import compile
from engine.data import catalogue
from engine.data.images import read_image
from engine.document import Document
from engine.errors import UserError
from engine.inspection.activations import input_shapes
from engine.planner import make_plan
from engine.training import checkpoints
from engine.training.recipe import resolve


class Classifier:
    """A network with weights. Raises UserError where it is not one that classifies images."""

    def __init__(self, document: Document, weights: Path) -> None:
        plan = make_plan(document)
        self._module = compile(document, plan)
        shapes = input_shapes(plan)
        outputs = [node for node in plan.nodes.values() if node.live and node.block == "output"]
        if len(shapes) != 1 or len(shapes[0]) != 3 or len(outputs) != 1:
            raise UserError("Only a network with one Input for images and one Output can classify. Change it so.")
        answer = outputs[0].input_shapes["input"][0]
        if len(answer) != 2:
            raise UserError("The network gives maps and no classes. Put Flatten and a Linear before its Output.")
        source = next(edge.source for edge in document.network.edges.values() if edge.target == outputs[0].path)
        self._is_done = plan.nodes[source].block == "softmax"
        self._shape = shapes[0]
        self._facts = catalogue.facts(resolve(document.recipe).data)
        names = self._facts.classes
        self._names = names if len(names) == answer[1] else tuple(str(index) for index in range(int(answer[1])))
        checkpoints.load_weights(weights, self._module)
        self._module.eval()

    @torch.inference_mode()
    def classify(self, image: Path) -> list[tuple[str, float]]:
        """The classes with their probabilities, the likeliest first. Raises UserError."""
        pixels = read_image(image, self._shape, digit=self._facts.shape[0] == 1)
        values = (pixels.to(torch.float32) / 255 - self._facts.mean) / self._facts.std
        answer: torch.Tensor = self._module(values[None])[0]  # (classes,)
        chances = answer if self._is_done else nn.functional.softmax(answer, 0)
        order = chances.argsort(descending=True)
        return [(self._names[index], float(chances[index])) for index in order.tolist()]
