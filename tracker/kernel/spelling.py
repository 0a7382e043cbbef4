"""What was typed, as words to look for: folded, without endings, in the other keyboard layout, with a slip of the hand.

Works on the folded form (`kernel.text.fold`): Latin letters and digits, so that one set of rules serves both scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from tracker.kernel.text import fold, folded_words

_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)

# small words that say nothing of a record, folded: prepositions and articles of both languages
SMALL = frozenset(
    {"s", "so", "v", "vo", "i", "o", "ob", "k", "ko", "na", "po", "ot", "do", "iz", "za", "u", "dlia", "pri",
     "the", "a", "of", "and", "in", "on", "for", "to", "at", "with"}
)  # fmt: skip

# endings of Russian nouns and adjectives, and the English plural, as they look folded; the longest is taken off
_ENDINGS = sorted(
    {"ami", "iami", "ogo", "ego", "omu", "emu", "imi", "ah", "iah", "ov", "ev", "iev", "ei", "iei", "oi", "om", "em",
     "iem", "am", "iam", "aia", "iaia", "oe", "ee", "ie", "uiu", "iuiu", "iu", "ia", "ii", "im", "ih", "es",
     "a", "e", "i", "o", "u", "s"},
    key=len,
    reverse=True,
)  # fmt: skip
SHORTEST_STEM = 4
SHORTEST_STEM_OF_ONE = 3  # one letter alone is taken off a shorter word too: «Бора» is Bor's
SHORTEST_SLIP = 4
SHORTEST_PIECE = 3  # what an index of trigrams serves
LONG_WORD = 8
SHORT_WORD = 5  # begins right, or it is another word
MOST_SLIPS = 2


@dataclass(frozen=True)
class Term:
    """A typed word, folded, and what of it stays in all its cases."""

    word: str
    stem: str

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """Parts of which at least one stays whole where a letter is wrong. Empty where no slip is forgiven."""
        if len(self.stem) < SHORTEST_SLIP or not self.stem.isalpha():
            return ()
        padded = f" {self.stem}"
        if len(padded) >= 3 * SHORTEST_PIECE:
            third = len(padded) // 3
            return padded[:third], padded[third:-third], padded[-third:]
        half = max((len(padded) + 1) // 2, SHORTEST_PIECE)
        return tuple(dict.fromkeys((padded[:half], padded[-half:], padded[1 : half + 1])))


def terms(typed: str) -> list[Term]:
    """The words to look for, at most eight. Small words count only where nothing else was typed."""
    words = list(dict.fromkeys(folded_words(typed)))
    telling = [word for word in words if word not in SMALL]
    return [Term(word, stem(word)) for word in telling or words]


def stem(word: str) -> str:
    """The word without its ending, if enough of it is left."""
    if not word.isalpha():
        return word
    for ending in _ENDINGS:
        shortest = SHORTEST_STEM if len(ending) > 1 else SHORTEST_STEM_OF_ONE
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word


def in_other_layout(typed: str) -> str:
    """What the same keys give in the other layout: "ghbdtn" is «привет», «ыфз» is "sap"."""
    typed = typed[:200].lower()
    russian = any(letter in _RUSSIAN_KEYS for letter in typed)
    return typed.translate(_TO_LATIN if russian else _TO_RUSSIAN)


def slips_allowed(word: str) -> int:
    return 0 if len(word) < SHORTEST_SLIP else 1 if len(word) < LONG_WORD else MOST_SLIPS


@lru_cache(maxsize=20_000)
def slips(typed: str, word: str) -> int:
    """Letters wrong, missing, too many or changed about between the typed word and the nearest beginning of the word.

    More than are allowed counts as MOST_SLIPS + 1.
    """
    allowed = slips_allowed(typed)
    width = min(len(word), len(typed) + allowed)
    before: list[int] = []
    last = list(range(width + 1))
    for i, letter in enumerate(typed, 1):
        row = [i]
        for j in range(1, width + 1):
            cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (letter != word[j - 1]))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == word[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return MOST_SLIPS + 1
        before, last = last, row
    nearest = min(last)
    return nearest if nearest <= allowed else MOST_SLIPS + 1


def alike(one: Term, other: Term) -> bool:
    """Whether two words are one but for an ending or a slip of the hand. A short word begins right."""
    if one.stem == other.stem:
        return True
    short = min(len(one.stem), len(other.stem))
    if abs(len(one.word) - len(other.word)) > MOST_SLIPS or (short <= SHORT_WORD and one.word[0] != other.word[0]):
        return False
    return max(slips(one.stem, other.word), slips(other.stem, one.word)) <= MOST_SLIPS


def marked(text: str, needles: list[str]) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is what was looked for. `needles`: folded words or parts of words."""
    if not needles:
        return [(text, False)]
    parts: list[tuple[str, bool]] = []
    looked_for = tuple(needles)
    for piece in _split(text):
        begin, length = _place(piece, looked_for)
        for part, found in (
            (piece[:begin], False),
            (piece[begin : begin + length], True),
            (piece[begin + length :], False),
        ):
            if part and parts and parts[-1][1] is found:
                parts[-1] = (parts[-1][0] + part, found)
            elif part:
                parts.append((part, found))
    return parts or [("", False)]


def _split(text: str) -> list[str]:
    """Words and what stands between them, in turn."""
    pieces: list[str] = []
    for letter in text:
        if pieces and pieces[-1][-1].isalnum() == letter.isalnum():
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


@lru_cache(maxsize=20_000)
def _place(piece: str, needles: tuple[str, ...]) -> tuple[int, int]:
    """Where in a written word the longest needle stands, and how many letters it takes; (0, 0) for nowhere."""
    folded = fold(piece)
    held = max((needle for needle in needles if needle in folded), key=len, default="")
    if not held:
        return 0, 0
    begin = folded.index(held)
    starts = [at for at in range(len(piece)) if len(fold(piece[:at])) <= begin]
    first = starts[-1] if starts else 0
    for end in range(first + 1, len(piece) + 1):
        if held in (so_far := fold(piece[first:end])):
            last = max(at for at in range(end, len(piece) + 1) if fold(piece[first:at]) == so_far)
            return first, last - first  # with the letters behind it that are not heard: the й of ий, ь
    return 0, len(piece)
