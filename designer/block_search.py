"""Finds blocks by what people call them, best first: title, id, PyTorch's name, other names, category, words of help.

The palette and the canvas's search share it. No Qt here: whoever asks says how to translate.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from designer.block_names import other_names
from engine.block import CATEGORY_TITLES, Block

Translate = Callable[[str, str], str]  # (context, English) -> the words that are shown

EXACT, OTHER, BEGINS, INSIDE, OTHER_BEGINS, WITHIN, CATEGORY, HELP = 100, 90, 80, 60, 50, 40, 30, 20
_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_a-zA-Z]+")  # Batch, Norm, 2, d
_OF_PYTORCH = {"torch", "nn", "functional", "f", "modules", "ops", "torchvision"}  # nn.Conv2d is asked for as Conv2d
_CHINESE = re.compile(r"[\u2e80-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A block with all that it is found by, in small letters; names without anything but letters and figures."""

    block: Block
    place: int
    names: tuple[str, ...]
    tails: tuple[str, ...]  # the names from each of their words on: batchnorm2d, norm2d, 2d
    others: tuple[str, ...]
    category: str
    help: str
    help_words: frozenset[str]


class BlockSearch:
    """The catalogue, prepared for being searched in one language."""

    def __init__(self, blocks: Iterable[Block], translate: Translate) -> None:
        self._entries = [_entry(block, place, translate) for place, block in enumerate(blocks)]

    def find(self, text: str, uses: Mapping[str, int] | None = None) -> list[Block]:
        """The blocks that `text` may mean, best first; equals by how often they were used. All where it is empty."""
        words, used = _words(text), uses or {}
        if not words:
            return [entry.block for entry in sorted(self._entries, key=lambda entry: -used.get(entry.block.id, 0))]
        scored = ((_score(words, entry), entry) for entry in self._entries)
        found = [(score, entry) for score, entry in scored if score > 0] or self._nearly(words)
        found.sort(key=lambda pair: (-pair[0], -used.get(pair[1].block.id, 0), _rarity(pair[1].block), pair[1].place))
        return [entry.block for _, entry in found]

    def _nearly(self, words: list[str]) -> list[tuple[float, _Entry]]:
        """The blocks whose name is spelt much like what was typed."""
        typed = "".join(words)
        best = ((_likeness(typed, (*entry.names, *entry.others)), entry) for entry in self._entries)
        return [(round(likeness, 2), entry) for likeness, entry in best if likeness >= 0.75 and len(typed) > 3]


def _entry(block: Block, place: int, translate: Translate) -> _Entry:
    title, called = block.title, block.target.rpartition(".")[2]
    names = dict.fromkeys(_compact(name) for name in (title, block.id, called) if name and not called.startswith("_"))
    names = names or {_compact(title): None, _compact(block.id): None}
    tails: dict[str, None] = {}
    for name in (title, block.id, block.name):
        parts = [part.lower() for part in _PARTS.findall(name)]
        tails.update(("".join(parts[first:]), None) for first in range(len(parts)))
    category, help = CATEGORY_TITLES[block.category], block.help
    said = f"{help} {translate('blocks', help)}".lower()
    return _Entry(
        block=block,
        place=place,
        names=tuple(names),
        tails=tuple(tails),
        others=tuple(_compact(name) for name in other_names(block.id)),
        category=f"{category} {translate('categories', category)} {block.category}".lower(),
        help=said,
        help_words=frozenset(re.findall(r"\w+", said)),
    )


def _compact(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


def _words(text: str) -> list[str]:
    words = [_compact(word) for word in re.split(r"[\s./]+", text)]
    named = [word for word in words if word]
    return [word for word in named if word not in _OF_PYTORCH] or named


def _score(words: list[str], entry: _Entry) -> float:
    """How well the words describe a block: all together as one name, or each by itself; 0 where one does not."""
    each = [_score_of(word, entry) for word in words]
    together = _score_of_name("".join(words), entry)
    return max(together, sum(each) / len(each) if all(each) else 0.0)


def _score_of(word: str, entry: _Entry) -> float:
    if named := _score_of_name(word, entry):
        return named
    chinese = bool(_CHINESE.search(word))
    if chinese or len(word) > 2:  # two letters begin too many words
        if any(part.startswith(word) for part in entry.category.split()) or (chinese and word in entry.category):
            return CATEGORY
        if any(part.startswith(word) for part in entry.help_words) or (chinese and word in entry.help):
            return HELP
    return 0.0


def _score_of_name(word: str, entry: _Entry) -> float:
    """The same by names alone. Of two names that begin so, the one that is nearly complete comes first."""
    if word in entry.names:
        return EXACT
    if word in entry.others:
        return OTHER
    if begun := [name for name in entry.names if name.startswith(word)]:
        return BEGINS + 9 * len(word) / min(map(len, begun))
    if any(tail.startswith(word) for tail in entry.tails):
        return INSIDE
    long = len(word) > 1
    if long and any(other.startswith(word) for other in entry.others):
        return OTHER_BEGINS
    if len(word) > 2 and any(word in name for name in (*entry.names, *entry.others)):
        return WITHIN
    return 0.0


def _rarity(block: Block) -> int:
    """Most networks see images: what works on them comes before what works on sequences and volumes."""
    return {"1d": 1, "3d": 2}.get(block.id[-2:], 0)


def _likeness(typed: str, names: Iterable[str]) -> float:
    return max(difflib.SequenceMatcher(None, typed, name).ratio() for name in names)
