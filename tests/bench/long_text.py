"""A scheme text of 500 lines in the proportions of a real one, new in every word when asked."""

from __future__ import annotations

from typing import Final

LINES: Final = 500

HEADER: Final = """\
scheme long_{mark} "A long scheme"
    country     ZZ
    currency    EUR
    branch      social_assistance
    law         act "Act of the long scheme"
    in force    from 2024-01-01
    assesses    household
    governed by assessment_date

use population core
"""

PART: Final = """
# Part {part}: an allowance with its own test of means.

input costs_{name} of household : money per month
    ask     "What does the household pay for item {part} in a usual month?"
    missing assume EUR 0 because "Form {part} lists all regular costs"        [act {part}(1)]
input claims_{name} of person : yes/no
    ask     "Does {{person}} claim allowance {part}?"
    missing ask

parameter rate_{name} : money per month by area_type
                    | urban     | rural     |
    from 2024-01-01 | EUR 1{part:02}.50 | EUR 9{part:02}.75  |                  [act {part}(2)]
    from 2025-01-01 | EUR 1{part:02}.90 | EUR 9{part:02}.95  |                  [act {part}(2)]
parameter limit_{name} : money per month
    from 2024-01-01 : EUR 1,{part:02}0                                        [act {part}(3)]

table share_{name} of person : number by disability, age
    | disability | age        | share_{name} |
    | none       | any        | 0%           |                               [act {part}(4)]
    | mild       | under 18   | 25%          |                               [act {part}(4)]
    | mild       | 18 or over | 20%          |                               [act {part}(4)]
    | severe     | any        | 100%         |                               [act {part}(4)]

let means_{name} of household : money per month
    = total of (earnings + pension_income) over members + remittances
      - (smaller of (costs_{name}, limit_{name} / 2))                         [act {part}(5)]
let claimants_{name} of household = number of members where (claims_{name} and age >= 16)

eligibility entitled_{name} of household
    require claimants_{name} >= 1                                             [act {part}(6)]
        refuse "Nobody in the household claims allowance {part}."
    require means_{name} <= limit_{name}                                      [act {part}(7)]
        refuse "The means are {{means_{name}}}; the limit is {{limit_{name}}}."
    undecided ask

benefit allowance_{name} of household : money per month
    require entitled_{name}
    base    = rate_{name} * claimants_{name}                                  [act {part}(8)]
    add     = rate_{name} * highest of share_{name} over members              [act {part}(9)]
    reduce  by 40% of means_{name} above half of limit_{name}                 [act {part}(10)]
    floor   EUR 5
    round   half up to EUR 0.01

example "Part {part}, one claimant"
    on 2025-03-01
    household  area_type urban, costs_{name} EUR 0, remittances EUR 0
        person ana  head  age 40  claims_{name} yes  disability none  earnings EUR 100
            pension_income EUR 0
    expect  allowance_{name} EUR 1{part:02}.90
"""


def long_text(mark: str) -> str:
    """Return a text of `LINES` lines whose names end in `mark`, so that none was ever read."""
    text = HEADER.format(mark=mark)
    part = 0
    while text.count("\n") + PART.count("\n") <= LINES:
        part += 1
        text += PART.format(part=part, name=f"{part}_{mark}")
    rest = LINES - text.count("\n")
    return text + "".join(f"# Remark {number}.\n" for number in range(rest))


def edited(text: str, number: int) -> str:
    """Return the text with one line in it changed, and longer by one more sign for each number.

    So whatever stands below has moved, as it does when someone types.
    """
    before, amount, after = text.partition("EUR 105.90")
    if not amount:
        message = "the text has lost the amount that is edited"
        raise ValueError(message)
    return f"{before}EUR {200 + number}.90{' ' * number}{after}"
