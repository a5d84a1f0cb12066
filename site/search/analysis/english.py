"""English: British and American spellings of one word meet; Snowball's algorithm does the rest."""

from search.analysis.rules import Rule

RULES = (
    # organize, organization, analyze: as in organise.
    Rule("^([a-z]{3,}i|(?:anal|paral|catal)y)z((?:e|ing|ation|able)[a-z]*)$", "$1s$2"),
    # colour, favourite, catalogue: as in color.
    Rule("^(?:([a-z]{3,}o)u(r(?:s|ed|ing|able|ite|ites|less|ful)?)|([a-z]{3,}og)ue(s?))$", "$1$2$3$4"),
    # centre, metre: as in center.
    Rule("^((?:cent|theat|lit|fib|calib|[a-z]*met))re([sd]?)$", "$1er$2"),
    # licence, defence: as in license.
    Rule("^(def|off|lic|pret)enc(e[ds]?)$", "$1ens$2"),
)
