"""The sentences of an explanation, by key, one table a language; English here."""

from __future__ import annotations

from typing import Final

from schemebuilder.engines.exact.words_ar import ARABIC
from schemebuilder.engines.exact.words_es import SPANISH
from schemebuilder.engines.exact.words_fr import FRENCH
from schemebuilder.engines.exact.words_pt import PORTUGUESE
from schemebuilder.engines.exact.words_sw import SWAHILI

ENGLISH: Final[dict[str, str]] = {
    # headings
    "title": "{title}: decision for {whom} as of {on}",
    "scheme_is": "Scheme {id}, version {version}.",
    # outcomes, for the applicant
    "eligible": "{whom} will receive {amount}.",
    "eligible_yes": "{whom} meets the conditions.",
    "eligible_nothing": "{whom} meets the conditions. The amount comes to {amount}.",
    "charge": "{whom} has to pay {amount}.",
    "not_eligible": "{whom} will not receive {benefit}.",
    "not_eligible_yes": "{whom} does not meet the conditions.",
    "not_payable": "{whom} meets the conditions, but {benefit} is not paid.",
    "not_selected": "{whom} meets the conditions, but was not selected.",
    "undecided": "{benefit} for {whom}: we cannot decide yet.",
    "failed": "{benefit} for {whom} cannot be decided: the facts do not fit together.",
    "not_in_force": "{benefit} is not in force on {on}.",
    # lists
    "subject_to_selection": "{whom} meets the conditions for {benefit}; it would be {amount}.",
    "subject_to_selection_yes": "{whom} meets the conditions for {benefit}.",
    "list_decides": "Not all who meet the conditions can have it. A list decides: all are put in "
    "order by {keys}. This is not yet an award.",
    "list_selected": "Selected: place {place} of {number} on the list.",
    "list_place": "Place {place} of {number} on the list.",
    "list_quota": "The places for {area} went to those before.",
    "list_places": "The places went to those before.",
    "list_budget": "What is left of the budget is not enough.",
    "list_tied": "Others have the same place, and there was not room for all of them.",
    "list_waiting": "Number {waiting} on the waiting list, which holds until {until}.",
    # scores
    "score": "{title}, version {version}: {value}.",
    "score_again": "{title}: {reassess}",
    "score_contest": "You can contest this score ({title}) {contest}.",
    # why
    "because": "Why:",
    "condition_failed": "This condition is not met: {text}.",
    "entry_failed": "This condition for new claims is not met: {text}.",
    "continuing_failed": "This condition for staying is not met: {text}.",
    "compliance_failed": "It ends because this was not done: {text}.",
    "suspended": "Payment is suspended while this is not done: {limit}.",
    "warned": "Warning:",
    "condition_followed": "This has not been done: {text}.",
    "stage_compliance": "Because this was not done: {text}, it is {amount}.",
    "beyond_limit": "Payment is limited {limit}. Others come first.",
    "exclusion_holds": "This rules it out: {text}.",
    "refer_to": "Another scheme may be open to you: {title}. Ask for it.",
    "refer_to_eligible": "You can receive this instead: {title}. Ask for it.",
    "amount_is_made": "How the amount was worked out:",
    "stage_base": "The basic amount is {value}.",
    "stage_add": "{value} is added, which makes {amount}.",
    "stage_reduce": "{value} is taken off, which leaves {amount}.",
    "stage_floor": "It is at least {value}, which makes {amount}.",
    "stage_cap": "It is at most {value}, which makes {amount}.",
    "stage_nothing_below": "Nothing is paid below {value}, which makes {amount}.",
    "stage_round": "It is rounded {direction} to {step}, which makes {amount}.",
    "stage_exact": "It is not rounded.",
    "stage_replace": "The amount is {amount} instead.",
    "cited": "{sentence} ({citation}){stop}",
    # what is given
    "given_voucher": "a voucher of {amount}",
    "given_voucher_of": "a voucher of {amount} for {what}",
    "given_service": "services up to {amount}",
    "given_service_of": "{what} up to {amount}",
    "given_waiver": "a waiver of fees of {amount}",
    "given_waiver_of": "a waiver of {what} of {amount}",
    "given_contribution": "a contribution of {amount}",
    "given_contribution_of": "a contribution of {amount} to {what}",
    "given_by": "{given}, from {by}",
    # how it is paid
    "paid_to": "How it is paid, to {payee}:",
    "paid_to_or": "How it is paid, to {payee}, or else to {instead}:",
    "paid": "How it is paid:",
    "charged": "When it has to be paid:",
    "payment": "{amount} on {on}",
    "payment_again": "{amount} once more on {on}",
    "payment_kept": "{amount} that was kept back, on {on}",
    "payments_alike": "{amount} each, {number} times, from {on} to {last}",
    "payments_until": "All payments together are {total}, for {first} to {last}.",
    "payments_open": "It goes on after that until something changes.",
    "payments_kept": "{amount} is kept back and paid later.",
    "payments_unknown": "On which days it is paid we can say when we have: {needs}.",
    # what it rests on
    "facts": "What we know:",
    "fact": "{label}: {value}",
    "fact_of": "{label} of {whose}: {value}",
    "fact_source": "{fact}, from {source}",
    "fact_since": "{fact}, known since {since}",
    "assumed": "What we assumed, because we were not told:",
    "assumption": "{label}: {value}. {because}",
    "assumption_of": "{label} of {whose}: {value}. {because}",
    "tell_us": "If that is not so, tell us.",
    "entries": "{number} entries",
    "entries_1": "1 entry",
    "entries_0": "no entries",
    "entry": "entry {number} of {list} of {whose}",
    # what is missing
    "we_need": "We need:",
    "need": "{label}",
    "need_of": "{label} of {whose}",
    "question": "{need}: {question}",
    "proof": "{need} Send: {proof}.",
    "our_own": "{need} We ask {source} ourselves.",
    "referred": "An officer looks at this: {reason}",
    "next_ask": "We decide when we have it.",
    "next_escalate": "An officer will decide.",
    "next_provisional": "Until then the scheme allows a provisional payment.",
    "next_refuse": "If it stays missing, the claim is refused.",
    "facts_wrong": "What does not fit:",
    # officer and court
    "steps": "Steps:",
    "step_rule": "{label} of {whose} = {value}",
    "step_given": "{label} of {whose} = {value}, given in place of the rule",
    "step_place": "{whom} is {place} of {number} {members} by {keys}",
    "step_place_unkeyed": "{whom} is {place} of {number} {members}",
    "step_line_met": "met: {text}",
    "step_line_failed": "not met: {text}",
    "step_line_open": "open: {text}",
    "step_exclusion_clear": "not ruled out: {text}",
    "step_exclusion_holds": "ruled out: {text}",
    "step_stage": "{stage} of {benefit}: {amount}",
    "step_stage_skipped": "{stage} of {benefit}: does not apply",
    "step_entries": "{label} of {whose}: {counted} of {entries} count ({numbers})",
    "step_entries_none": "{label} of {whose}: none of {entries} counts",
    "step_parameter": "{label} = {value}, from {since}",
    "step_parameter_keys": "{label} for {keys} = {value}, from {since}",
    "step_parameter_undated": "{label} = {value}",
    "step_parameter_keys_undated": "{label} for {keys} = {value}",
    "step_projected": "{step}, {status}",
    "parts": "The law changes inside the payment period, so each part counts by its days:",
    "part": "From {first} to {last}: {amount}.",
    "part_of": "From {on}:",
    "step_made": "{step} ({made})",
    "law_of": "The law applied is that in force on {on}.",
    "laws": "Laws cited:",
    "law": "{id}: {title}",
    "meaning": "The rules applied have the hash {hash}.",
    # places in an order, and how many there are
    **{
        f"place_{number}": word
        for number, word in enumerate(
            ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
            1,
        )
    },
    "place_": "number {number}",
    **{
        f"number_{number}": word
        for number, word in enumerate(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), 1
        )
    },
    # parts of sentences
    "the_applicant": "the applicant",
    "the_household": "the household",
    "unknown": "not known",
    "not_applicable": "does not apply",
    "fault": "cannot be computed",
    "yes": "yes",
    "no": "no",
    "per": "{amount} per {period}",
    "per_whom": "{amount} per {whom}",
    "up": "up",
    "down": "down",
    "half up": "to the nearest, half upwards,",
    "half even": "to the nearest, half to the even one,",
    **{
        f"period_{period}": period
        for period in (
            *("day", "week", "fortnight", "four weeks", "month", "quarter", "half-year", "year"),
        )
    },
    "days": "days",
    "months": "months",
    "working days": "working days",
}

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": ENGLISH,
    "fr": FRENCH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "sw": SWAHILI,
    "ar": ARABIC,
}
"""By language; one without a table is shown in English."""


def spelt(language: str, key: str, number: int) -> str:
    """Return a small number, or a place in an order, as a word; a larger one in figures."""
    table = WORDS.get(language, ENGLISH)
    larger = table.get(f"{key}_", "{number}")
    return table.get(f"{key}_{number}", larger).format(number=number)


def say(language: str, key: str, **places: str) -> str:
    """Return a sentence in a language, with its places filled."""
    return WORDS.get(language, ENGLISH).get(key, ENGLISH[key]).format(**places)
