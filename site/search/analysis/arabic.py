"""A light stemmer for Arabic: takes off what is written together with a word, not what makes it another word.

The affixes are those of light stemming as Larkey, Ballesteros and Connell describe it ("Light stemming for Arabic
information retrieval", 2007), written for letters that `letters.fold` has unified, plus the possessives that customers use
(your order, our shop). An Arabic root has three letters, so three must remain.
"""

from search.analysis.rules import Rule

_LETTER = "[\u0621-\u06ff]"
_ARTICLES = "وبال|وكال|فبال|ولل|وال|بال|كال|فال|لل|ال"
# After an alef a kaf mostly belongs to the word: subscription, window.
_POSSESSIVES = "هما|ها|هم|كم|نا|ه|(?<!ا)ك|ي"
_ENDINGS = "ان|ات|ون|ين|يه|ه|ي"

RULES = (
    # A conjunction can only be told from a first letter by what remains: the root and one more.
    Rule(f"^(?:(?:{_ARTICLES})(?={_LETTER}{{3,}}$)|و(?={_LETTER}{{4,}}$))({_LETTER}+)$", "$1"),
    # A feminine ending is written open before a possessive: our policy is the policy with a t.
    Rule(f"^(?:({_LETTER}{{2,}}[^ا])ت|({_LETTER}{{3,}}?))(?:{_POSSESSIVES})$", "$1$2"),
    Rule(f"^({_LETTER}{{3,}}?)(?:{_ENDINGS})$", "$1"),
    Rule(f"^({_LETTER}{{3,}}?)(?:{_ENDINGS})$", "$1"),
)
