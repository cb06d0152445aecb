"""A scheme that uses nearly everything the language has, in its one layout, for tests."""

from __future__ import annotations

SAMPLE = """\
# The school meal grant of an invented country.

scheme meal_grant "School Meal Grant"
    title       fr "Bourse de repas"
    country     XA
    currency    XAD
    law         act "School Meal Act"                                             [gazette 7]
    in force    from 2024-01-01
    assesses    child in household
    governed by claim_date
    a year is   52 weeks

use population core   # names and dates of birth

roles of household   head exactly one, child any number plural children, other any number

input rent of household : money per month   "Rent"   missing ask
input size_of_plot of household : number   range 0 to 10,000   missing escalate

input attends of person : yes/no
    ask     "Does {person} go to school?"
    proof   letter or card, register
    source  school_register
    missing assume no because "The school lists every pupil"                      [act 4(2)]

inputs of person : yes/no
    in_care, boards,   # asked on one form
    walks_far
    missing assume no because "unmarked means no"

parameter meal : money per month
    from 2024-01-01 : XAD 1,200                                                   [act sched 1]
    from 2025-01-01 : XAD 1,350.50 planned

parameter limit : money per month by area
                    | town    | country |
    from 2024-01-01 | XAD 900 | XAD 700 |                                         [act sched 2]
    from 2025-01-01 | XAD 950 | -       |

table share of person : number by age, area
    take the first row that fits
    | age             | area    | share |
    | under 6         | any     | 0%    |                                         [act 6]
    | over 5 up to 12 | town    | 1/2   |
    | 13 or over      | country | -0.25 |   # never paid
    # the rest
    | otherwise       |         | 1     |

let income of household : money per month
    = (total of earnings over members + rent) / 2                                 [act 5]
    except when any child where (boards and not in_care)
        then income_of_head per month as boarded
    except when is_rural then round down to XAD 5 of (rent - XAD 10, but not below XAD 0)

let kinds of person : low, middle, high = middle
let hours of person : duration = 3 months

eligibility pupils of child
    require age from 5 to 17                                                      [act 3(1)]
        refuse "{child} is {age} years old."
        refuse fr "{child} a {age} ans."
    require any of (
            attends,
            all of (walks_far, not boards)   # either way
        )
    exclude when in_care
    undecided ask

benefit meals of child : money per month for pupils
    base        = meal * share
    except when boards
        then meal + -XAD 5 * 2                                                    [act 7]
    reduce      by 50% of income above half of limit
    floor       XAD 0
    pay nothing below XAD 10
    round       down to XAD 1
    pay         monthly to caregiver
    lasts       smaller of (12 months, hours)

procedure claim "Claim and decision"
    answer within 60 days                                                         [act 12]
    step receive "Receive"
        by clerk or agent   within same day
        collect letter or card, register only because "the law says so"   # originals
        ask every question
        notify caregiver "Received {reference}." fr "Reçu."
        then decide
    step decide "Decide"
        by officer          within 10 working days, otherwise escalate to supervisor
        check birth_date with civil_registry, otherwise use the last known
        decide pupils                                                             [act 3]
        when eligible     then pay
        when not eligible then refuse
        when undecided    then receive
    step pay    "Pay"      by cashier   within 2 weeks   not the same person as decide   ends
    step refuse "Refuse"   by officer   within 2 days    notify caregiver letter refusal   ends
    appeal against refuse, silence
        within 60 days to board, decided within 90 days                           [act 13]
        re-run with law as of birth_date

example "A widow and her son"
    on 2025-03-01
    household area town, rent XAD 100
    person ada  head   born 1980-02-03  earnings XAD 10 per month
    person bo   child  attends yes  age 9
    expect bo eligible, amount XAD 600
    expect ada not eligible because act 3(1), act 9

example table "Ages"
    given attends yes
    | age | amount |
    | 4   | 0      |
    | 9   | XAD 5  |
"""

UNTIDY = """\
scheme   meal_grant   "School   Meal"
  country XA
      currency    XAD   # money
in force from   2024-01-01
   governed by claim_date [act 1]
use population core
let a of person:number=1+2*( 3-x )  # sums
let b of person = a/2
     # about b


let c of household
= -total of  earnings over members*-1/2   [act 2]
   [act 3]
table t of person : number by age
|age|t|
| under 6|1 |  [act 4]
|any | - 2|
example "e"
household rent XAD 5
person ana head age 30
person benedict  child born 2020-01-01 attends no
"""

TIDY = """\
scheme meal_grant "School   Meal"
    country     XA
    currency    XAD   # money
    in force    from 2024-01-01
    governed by claim_date                                                        [act 1]

use population core

let a of person : number = 1 + 2 * (3 - x)   # sums

let b of person = a / 2
    # about b

let c of household
    = -total of earnings over members * -1/2                                      [act 2]
                                                                                  [act 3]

table t of person : number by age
    | age     | t  |
    | under 6 | 1  |                                                              [act 4]
    | any     | -2 |

example "e"
    household rent XAD 5
    person ana       head   age 30
    person benedict  child  born 2020-01-01  attends no
"""
