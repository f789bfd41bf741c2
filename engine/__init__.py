"""The engine: documents, plans, modules and training, without a window.

    document = engine.load("lenet5.json")
    plan = engine.make_plan(document)
    module = engine.compile(document)

What needs torch is imported when it is first asked for, so that the window can use the rest.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.compiler import compile as compile
    from engine.exchange.python import to_source as to_source
    from engine.files import load as load
    from engine.files import save as save
    from engine.planner import make_plan as make_plan

_WHERE = {
    "compile": "engine.compiler",
    "load": "engine.files",
    "make_plan": "engine.planner",
    "save": "engine.files",
    "to_source": "engine.exchange.python",
}
__all__ = ["compile", "load", "make_plan", "save", "to_source"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(importlib.import_module(_WHERE[name]), name)
