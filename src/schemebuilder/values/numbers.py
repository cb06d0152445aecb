"""Exact numbers: decimal text to fractions and back, and JSON whose numbers are never floats."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from schemebuilder.values.canonical import LARGEST

_DECIMAL: Final = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)")
_RATIO: Final = re.compile(r"[+-]?\d+/\d+")
_HALF_LETTER: Final = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
_TOO_DEEP: Final = "The lists in the text are nested too deeply."
_DEEPEST: Final = 200
_LONGEST: Final = 400
"""No figure of a scheme or a case is longer; a text such as 1e999999999 would fill the memory."""


class UnreadableJsonError(ValueError):
    """A text that is not the JSON we accept; the message is a sentence for who wrote it."""


def exact(text: str) -> Fraction | None:
    """Return the number that a text writes (`1250.75`, `-3`, `2/37`), or None if it writes none.

    Groups of thousands, exponents, signs of currencies and percentages are not read here.
    """
    text = text.strip()
    if len(text) > _LONGEST or not text.isascii():
        return None
    if _DECIMAL.fullmatch(text):
        return Fraction(text)
    if _RATIO.fullmatch(text) and int(text.split("/")[1]) != 0:
        return Fraction(text)
    return None


def decimals_of(value: Fraction) -> int | None:
    """Return how many decimals the number needs (0 for 3, 2 for 0.25), or None if it never ends."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None


def as_text(value: Fraction) -> str:
    """Return the number as decimal text where it ends (`2.5`), else as `n/d` (`1/3`)."""
    if value.denominator == 1:
        return str(value.numerator)
    places = decimals_of(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    return with_decimals(value, places)


def with_decimals(value: Fraction, places: int) -> str:
    """Return the number with exactly `places` decimals: 2.5 with two is `2.50`.

    Raises:
        ValueError: the number needs more decimals; nothing is rounded here.
    """
    scaled = value * 10**places
    if scaled.denominator != 1:
        raise ValueError(f"{value} needs more than {places} decimals")
    if places == 0:
        return str(scaled.numerator)
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def loads(text: str | bytes) -> object:
    """Read JSON: whole numbers as int, others as the exact fraction of the decimal written.

    A key that stands twice in one object is refused, since one of its values would be lost.

    Raises:
        UnreadableJsonError: with a sentence that says where the text stops being readable.
    """
    try:
        written = text.decode() if isinstance(text, bytes) else text
        result: object = json.loads(
            written.removeprefix("\ufeff"),
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_not_a_number,
            object_pairs_hook=_without_repeats,
        )
    except UnicodeDecodeError as error:
        raise UnreadableJsonError("The file is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableJsonError(f"The text stops being readable JSON at {where}.") from error
    except RecursionError as error:
        raise UnreadableJsonError(_TOO_DEEP) from error
    if _nested_too_deeply(result):
        raise UnreadableJsonError(_TOO_DEEP)
    if _HALF_LETTER.search(written) and not _is_text(result):
        raise UnreadableJsonError("A text in the file has half of a letter, as in \\ud800.")
    return result


def _nested_too_deeply(data: object) -> bool:
    """Say whether lists stand in lists in lists, deeper than anything that is meant."""
    level: list[object] = [data]
    for _ in range(_DEEPEST):
        held = [each for each in level if isinstance(each, dict | list)]
        level = [each for one in held for each in (one.values() if isinstance(one, dict) else one)]
        if not level:
            return False
    return True


def _is_text(data: object) -> bool:
    """Say whether every text in the data can be written: JSON can name halves of letters."""
    try:
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def _whole(text: str) -> int:
    if len(text) > _LONGEST:
        raise UnreadableJsonError(f"A number in the text has more than {_LONGEST} digits.")
    return int(text)


def _decimal(text: str) -> Fraction:
    digits, _, exponent = text.lower().partition("e")
    if len(digits) > _LONGEST or len(exponent) > 5 or abs(int(exponent or "0")) > _LONGEST:
        raise UnreadableJsonError(f"A number in the text has more than {_LONGEST} digits.")
    return Fraction(text)


def _not_a_number(text: str) -> object:
    raise UnreadableJsonError(f"{text} stands in the text where a number should be.")


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise UnreadableJsonError(f'"{key}" is written twice for the same record.')
            seen.add(key)
    return result


def plain(data: object) -> Any:
    """Return JSON data with its fractions as whole numbers or decimal text, for canonical JSON.

    Whole numbers that a JSON number may not hold are text too.
    """
    if isinstance(data, Fraction):
        return plain(data.numerator) if data.denominator == 1 else as_text(data)
    if isinstance(data, int) and abs(data) > LARGEST:
        return str(data)
    if isinstance(data, Mapping):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    return data
