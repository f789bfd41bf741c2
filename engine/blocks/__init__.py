"""The catalogue: every module beside this one that holds BLOCKS is a family of it; a new block touches one file.

A family may be spread over several modules (`pooling`, `pooling_adaptive`): they follow one another by name.
"""

import importlib
import pkgutil

from engine.block import Registry

FAMILIES = (
    "input_output",
    "convolution",
    "normalization",
    "activation",
    "pooling",
    "upsampling",
    "linear",
    "attention",
    "regularization",
    "merging",
    "shape",
)


def _load() -> Registry:
    registry = Registry()
    modules = {name for _, name, _ in pkgutil.iter_modules(__path__)}
    for name in sorted(modules, key=lambda name: (_place(name), name)):
        for block in getattr(importlib.import_module(f"{__name__}.{name}"), "BLOCKS", ()):
            registry.add(block)
    return registry


def _place(name: str) -> int:
    families = (place for place, family in enumerate(FAMILIES) if name == family or name.startswith(f"{family}_"))
    return next(families, len(FAMILIES))


REGISTRY = _load()
