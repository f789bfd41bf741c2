"""`predict`: what a trained network says about images."""

import argparse
import json
from pathlib import Path

from engine.cli.arguments import Commands
from engine.errors import UserError

COMMANDS = ("predict",)
SHOWN = 3  # classes an image, without --json


def add_to(commands: Commands) -> None:
    """Declare the commands of this module."""
    predict = commands.add_parser("predict", help="classify images with trained weights")
    predict.add_argument("file", metavar="FILE")
    predict.add_argument("--weights", required=True, metavar="W", help="a run's folder, a .safetensors or a .pt file")
    predict.add_argument("images", nargs="+", metavar="IMAGE")
    predict.add_argument("--json", action="store_true", help="print an object an image")
    predict.set_defaults(call=run_predict)


def run_predict(arguments: argparse.Namespace) -> int:
    """Print the classes and their probabilities, the likeliest first."""
    from engine import files
    from engine.cli.classifier import Classifier

    classifier = Classifier(files.load(arguments.file), Path(arguments.weights))
    if not arguments.images:
        raise UserError("No image was given.")
    for image in arguments.images:
        found = classifier.classify(Path(image))
        if arguments.json:
            classes = [{"class": name, "probability": round(chance, 6)} for name, chance in found]
            print(json.dumps({"image": image, "classes": classes}, ensure_ascii=False), flush=True)
        else:
            print(f"{image}  " + "  ".join(f"{name} {chance:.1%}" for name, chance in found[:SHOWN]), flush=True)
    return 0
