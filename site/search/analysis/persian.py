"""A light stemmer for Persian, for letters that `letters.fold` has unified (yeh and kaf are the Arabic ones).

Personal forms of verbs lose their prefix, and nouns their plurals, comparatives and possessives, whether these are joined to
the word or not: what stands alone is a stop word. Endings after Lambton, "Persian Grammar", 1953, chapters 2 to 5.
"""

from search.analysis.rules import Rule, ends_with

_LETTER = "[\u0621-\u06ff]"
# Nouns that begin like a verb's prefix and end like a person.
_NO_VERBS = "ميلاد|ميليارد|ميداني|ميهني|ميراثي|ميوهاي|ميزباني|مياني|ميانگيني|ميلي|ميني|ميزي|ميخي|ميكرو[^ ]*"
_PERSONS = "يم|يد|ند|م|ي|د|ت"
_PLURALS = "هاي(?:ي|م|ت|ش|مان|تان|شان)?|ها"
_NO_PLURALS = "تنها|منها|رها|بها"
_ENDINGS = "ترين|تر|يان|ان|ات|يي|ي"
_POSSESSIVES = "مان|تان|شان|م|ت|ش"
_NO_POSSESSIVES = "ساختمان"

_ENDING = Rule(
    f"^{ends_with('[يمتشنار]')}(?!(?:{_NO_PLURALS}|{_NO_POSSESSIVES})$)"
    f"(?:({_LETTER}{{2,}}?)(?:{_PLURALS})|({_LETTER}{{4,}}?)(?:{_POSSESSIVES})|({_LETTER}{{3,}}?)(?:{_ENDINGS}))$",
    "$1$2$3",
)

RULES = (
    Rule(f"^(?=ن?مي)(?!(?:{_NO_VERBS})$)ن?مي({_LETTER}{{2,}}(?:{_PERSONS})|شد|زد)$", "$1"),
    # An ending may follow another one: our users' (customer, plural, possessive).
    _ENDING,
    _ENDING,
    _ENDING,
)
