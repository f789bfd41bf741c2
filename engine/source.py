"""From a plan to PyTorch source that a person would have written: one class, shapes beside the code.

It gives the same state_dict, its keys in the same order, and the same output as the compiled module.
"""

from collections import defaultdict
from collections.abc import Iterable

from engine.block import REQUIRED, SIGNATURE, Block, Value
from engine.blocks import REGISTRY
from engine.document import Document
from engine.plan import NodePlan, Plan

LINE = 88
_VARIABLES = "xyzuvw"


def source_of(document: Document, plan: Plan) -> str:
    """Source of the live part of the plan; call it only for a plan that is ok, since it has no words for faults."""
    writer = _Writer(document, plan)
    body = writer.constructor() + writer.forward()
    name = class_name(document.title)
    imports = ["import torch"] if writer.uses_torch else []
    imports += ["from torch import nn"]
    return "\n".join([*imports, "", "", f"class {name}(nn.Module):", *body]) + "\n"


def class_name(title: str) -> str:
    """A class name made of the title: `LeNet-5 with BatchNorm` becomes `LeNet5WithBatchNorm`."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in title).split()
    name = "".join(word[0].upper() + word[1:] for word in words)
    return name if name and not name[0].isdigit() and name != "None" else f"Network{name}"


def literal(value: Value) -> str:
    """A value as Python writes it, in double quotes."""
    if isinstance(value, list):
        inner = ", ".join(literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(value)


def call_text(name: str, arguments: Iterable[str], indent: int, head: str = "", comment: str = "") -> list[str]:
    """`head name(arguments)` in one line, or broken as a formatter breaks it where the line is too long."""
    arguments = list(arguments)
    space = " " * indent
    joined = ", ".join(arguments)
    whole = f"{space}{head}{name}({joined})"
    if len(whole) + len(comment) <= LINE:
        return [whole + comment]
    if len(space) + 4 + len(joined) <= LINE:
        return [f"{space}{head}{name}(", f"{space}    {joined}", f"{space}){comment}"]
    return [
        f"{space}{head}{name}(",
        *(f"{space}    {argument}," for argument in arguments),
        f"{space}){comment}",
    ]


class _Writer:
    def __init__(self, document: Document, plan: Plan) -> None:
        self.plan = plan
        self.live = [path for path in plan.order if plan.nodes[path].live]
        self.sources: dict[str, list[str]] = defaultdict(list)  # path -> paths of its inputs, in port order
        edges = sorted(document.network.edges.values(), key=lambda edge: edge.index)
        for path in self.live:
            for port in REGISTRY[plan.nodes[path].block].inputs:
                self.sources[path] += [e.source for e in edges if e.target == path and e.input == port.name]
        self.last_use = {source: path for path in self.live for source in self.sources[path]}
        self.position = {path: index for index, path in enumerate(self.live)}
        self.uses_torch = False

    def constructor(self) -> list[str]:
        lines = []
        for path in self.live:
            planned = self.plan.nodes[path]
            block = REGISTRY[planned.block]
            if block.kind != "module":
                continue
            target = block.target.replace("torch.nn.", "nn.")
            arguments = arguments_text(block, planned)
            if planned.key.isidentifier():
                lines += call_text(target, arguments, 8, f"self.{planned.key} = ")
            else:
                whole = f"{target}({', '.join(arguments)})"
                lines += call_text("self.add_module", [literal(planned.key), whole], 8)
        return ["    def __init__(self):", "        super().__init__()", *lines, ""] if lines else []

    def forward(self) -> list[str]:
        inputs = [path for path in self.live if self.plan.nodes[path].block == "input"]
        names = ["x"] if len(inputs) == 1 else [self.plan.nodes[path].key for path in inputs]
        variables = dict(zip(inputs, names, strict=True))
        lines, outputs = [], []
        for path in self.live:
            planned, block = self.plan.nodes[path], REGISTRY[self.plan.nodes[path].block]
            arguments = [variables[source] for source in self.sources[path]]
            if block.kind == "output":
                outputs.append((planned.key, arguments[0]))
            elif block.kind != "input":
                dying = [source for source in self.sources[path] if self.last_use[source] == path]
                alive = {variables[source] for source in variables if self._needed_after(source, path)}
                reusable = [variables[source] for source in dying if variables[source] not in alive]
                name = reusable[0] if reusable else _fresh(alive)
                variables[path] = name
                shape = ", ".join(str(dim) for dim in planned.output_shapes["output"])
                lines += self._statement(planned, block, name, arguments, f"  # ({shape})")
        if len(outputs) == 1:
            lines.append(f"        return {outputs[0][1]}")
        else:
            lines += [
                "        return {",
                *(f"            {literal(key)}: {value}," for key, value in outputs),
            ]
            lines.append("        }")
        return [f"    def forward(self, {', '.join(names)}):", *lines]

    def _needed_after(self, source: str, path: str) -> bool:
        """Whether the value of `source` is still read after `path` has been computed."""
        if source not in self.last_use:
            return False
        return self.position[self.last_use[source]] > self.position[path]

    def _statement(self, planned: NodePlan, block: Block, name: str, inputs: list[str], comment: str) -> list[str]:
        if block.kind == "module":
            key = planned.key
            function = f"self.{key}" if key.isidentifier() else f"self.get_submodule({literal(key)})"
            return call_text(function, inputs, 8, f"{name} = ", comment)
        if block.call == "fold":
            return [f"        {name} = {f' {block.symbol} '.join(inputs)}{comment}"]
        self.uses_torch = self.uses_torch or block.target.startswith("torch.")
        tensors = [f"[{', '.join(inputs)}]"] if block.call == "sequence" else inputs
        return call_text(block.target, tensors + arguments_text(block, planned), 8, f"{name} = ", comment)


def arguments_text(block: Block, planned: NodePlan) -> list[str]:
    """The arguments as a person writes them: required ones by position, others by name where they differ."""
    texts = []
    for argument in block.arguments:
        value = planned.arguments[argument.name]
        if argument.torch_default is REQUIRED:
            texts.append(literal(value))
        elif value != (argument.default if argument.torch_default is SIGNATURE else argument.torch_default):
            texts.append(f"{argument.name}={literal(value)}")
    return texts


def _fresh(taken: set[str]) -> str:
    """A short variable name that is not in use."""
    number = 0
    while True:
        for letter in _VARIABLES:
            name = f"{letter}{number or ''}"
            if name not in taken:
                return name
        number += 1
