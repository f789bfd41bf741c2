"""Regularization: make training harder in a way that makes the result hold on images never seen."""

from engine.block import Argument, Block, Example

BLOCKS = (
    Block(
        id="dropout",
        title="Dropout",
        category="regularization",
        target="torch.nn.Dropout",
        help="In training, sets each number to 0 with probability p and scales up the rest; in eval mode does nothing.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html",
        mode_dependent=True,
        random=True,
        in_place="inplace",
        arguments=(
            Argument(
                "p",
                "float",
                0.5,
                "Probability with which a number is set to 0.",
                minimum=0,
                maximum=1,
                face="p {}",
                always_on_face=True,
            ),
            Argument("inplace", "bool", False, "Write the result over the input.", face="inplace"),
        ),
        examples=(Example(((2, 6),)), Example(((2, 3, 4, 4),), {"p": 0.2, "inplace": True})),
    ),
)
