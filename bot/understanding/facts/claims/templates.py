"""Whether a template of phones or trunks was written or changed by themselves (X13)."""

from __future__ import annotations

from bot.understanding.facts.validity.pairs import pairs
from bot.understanding.facts.validity.stated import asks_support, stated
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading


def custom_template(reading: Reading) -> bool | None:
    """A template of their own for phones or trunks (X13); "all templates are stock ones" denies it."""
    templates = reading.all("template", "template_word")
    asked = any(asks_support(reading, one) or reading.in_clause(one, "integration_word") for one in templates)
    asked = asked or any(reading.beside(one, "other_service", reach=2) for one in templates)  # "template of the e-mail"
    if asked:
        return None  # whether they are supported, or the template of a CRM
    if reading.has("template"):
        made = [one for one in reading.all("template") if reading.beside(one, "edited", reach=2)]
        if any(not reading.negated(one) and not reading.is_question(one) for one in made):
            return True  # "we wrote our own template because the stock one lacked the keys"
        if (own := stated(reading, "template")) is False:
            return False  # "no home-made template, all as shipped"
        for template, standard in pairs(reading, "template_word", "standard"):
            return reading.denied(template, standard)
        return own
    for template, edited in pairs(reading, "template_word", "edited"):
        return not (reading.negated(template) or _is_untouched(reading, edited))
    for template, standard in pairs(reading, "template_word", "standard"):
        return reading.denied(template, standard)
    stock = stated(reading, "stock_template")
    return None if stock is None else not stock


def _is_untouched(reading: Reading, edited: Mention) -> bool:
    """Whether a word of editing in the clause is denied: "by hand nobody changed anything in it"."""
    verbs = [one for one in reading.all("edited") if reading.same_clause(one, edited)]
    return any(reading.negated(one) for one in verbs) or reading.denied_last(verbs[-1])
