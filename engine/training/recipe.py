"""A recipe: how a network is trained. Settings are declared like a block's arguments; the document keeps only what
differs from the defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.block import Argument, Value
from engine.errors import UserError

SUGGESTED_RATES = {"sgd": 0.05, "adam": 0.002, "adamw": 0.002}

SETTINGS: tuple[Argument, ...] = (
    Argument(
        "data",
        "choice",
        "mnist5k",
        "What to learn from: the 5,000 digits that come with ConvCanvas, or all 70,000 of MNIST.",
        choices=("mnist5k", "mnist"),
    ),
    Argument("epochs", "int", 10, "How often every training image is seen.", minimum=1, maximum=100_000),
    Argument("batch_size", "int", 64, "Images in one step.", minimum=1, maximum=65_536, unit="images"),
    Argument(
        "optimizer",
        "choice",
        "sgd",
        "How gradients become steps: SGD with momentum, Adam, or Adam with decoupled weight decay.",
        choices=("sgd", "adam", "adamw"),
    ),
    Argument(
        "learning_rate",
        "float",
        None,
        "Size of the steps (the peak, where it is scheduled); empty: 0.05 for SGD, 0.002 for Adam and AdamW.",
        minimum=0,
        above_minimum=True,
        maximum=100,
        optional=True,
    ),
    Argument(
        "momentum",
        "float",
        0.9,
        "How much of the last step goes on in the next; SGD only.",
        minimum=0,
        maximum=1,
    ),
    Argument("nesterov", "bool", True, "Look ahead along the momentum before taking the gradient; SGD only."),
    Argument(
        "weight_decay",
        "float",
        5e-4,
        "Pulls weights towards 0, against learning by heart.",
        minimum=0,
        maximum=10,
    ),
    Argument(
        "schedule",
        "choice",
        "one_cycle",
        "The learning rate over the run: constant, falling as a cosine, or one cycle up and down.",
        choices=("constant", "cosine", "one_cycle"),
    ),
    Argument("seed", "int", 0, "Decides the first weights and the order of images.", minimum=0, maximum=2**31 - 1),
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All settings, checked; `learning_rate` is a number, also where the document leaves it to us."""

    data: str
    epochs: int
    batch_size: int
    optimizer: Literal["sgd", "adam", "adamw"]
    learning_rate: float
    momentum: float
    nesterov: bool
    weight_decay: float
    schedule: Literal["constant", "cosine", "one_cycle"]
    seed: int


def setting(name: str) -> Argument | None:
    """The declaration of the setting called `name`, or None."""
    return next((argument for argument in SETTINGS if argument.name == name), None)


def resolve(settings: Mapping[str, Value]) -> Recipe:
    """The recipe of a document. Unknown settings are left alone; raises UserError for a value that cannot be."""
    values: dict[str, Value] = {}
    for argument in SETTINGS:
        value = settings.get(argument.name, argument.default)
        if argument.name in settings and argument.fault(value):
            raise UserError(
                "The recipe's {argument} cannot be {value}. {help}",
                {"argument": argument.name, "value": value, "help": argument.help},
            )
        values[argument.name] = argument.normalized(value)
    if values["learning_rate"] is None:
        values["learning_rate"] = SUGGESTED_RATES[values["optimizer"]]
    return Recipe(**values)
