"""The catalogue: every module beside this one that holds BLOCKS is a family of it; a new block touches one file."""

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
    "regularization",
    "merging",
    "shape",
)


def _load() -> Registry:
    registry = Registry()
    modules = {name for _, name, _ in pkgutil.iter_modules(__path__)} | set(FAMILIES)
    for name in sorted(modules, key=lambda name: (FAMILIES.index(name) if name in FAMILIES else len(FAMILIES), name)):
        for block in importlib.import_module(f"{__name__}.{name}").BLOCKS:
            registry.add(block)
    return registry


REGISTRY = _load()
