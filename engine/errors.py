"""What can go wrong outside of a document: one exception, whose text is a plain sentence with place and remedy."""

from collections.abc import Mapping

from engine.block import Value
from engine.problem import SENTENCES, Translate, fill

_PROBLEMS = frozenset(SENTENCES.values())


class UserError(Exception):
    """Something that a person can mend: a file, a folder, a device, an argument of a command.

    `sentence` is English with {places}; `values` fills them. The window translates the sentence first.
    """

    def __init__(self, sentence: str, values: Mapping[str, Value] | None = None) -> None:
        super().__init__(fill(sentence, values or {}))
        self.sentence = sentence
        self.values = dict(values or {})

    def text(self, translate: Translate) -> str:
        """The sentence in the language of `translate`. Where a problem is the error, it is among the problems' own."""
        context = "problems" if self.sentence in _PROBLEMS else "errors"
        return fill(translate(context, self.sentence), self.values, translate)
