"""A stemmer for Indonesian that brings all forms of a word together: pengembalian, mengembalikan, dikembalikan, kembali.

Indonesian prefixes swallow the first letter of the root (meN- + kirim = mengirim, meN- + tulis = menulis), so the root
cannot always be restored without a dictionary: `meng-` before a vowel may have swallowed a k or nothing. Instead of
guessing, both sides meet at a common form: a first k before a vowel is dropped from every word, and so is a last k after
a vowel, for `-kan` and `-k` + `-an` look the same (rusak, kerusakan, rusakkan). The result is a key, not a word.
Rules of affixes after Sneddon, "Indonesian: A Comprehensive Grammar", chapter 1. Snowball's algorithm for Indonesian, which
Elasticsearch has too, gives three different stems for the four words above.
"""

from search.analysis.rules import Rule, ends_with

# Roots whose end looks like a particle or a possessive; compared with the end of the word, so that prefixes do not matter.
_NO_ENCLITIC = (
    "sekolah|masalah|jumlah|istilah|majalah|makalah|langkah|naskah|salah|olah|(?:^|ber|per|di)tanya|(?:^|ber|mem)punya|"
    "laku|temu|saku|buku|baku|tentu|suku|siku|jamu|ramu|tamu|kaku|beku|bangku"
)
# Roots of one syllable: before them meN- is menge- (mengecek), and nothing of them is an ending.
_SHORT_ROOTS = "cek|cat|lap|bom|pel|tes|cap|rem|klik"
# Roots in m and n: elsewhere mem- and men- before a vowel have swallowed p and t.
_ROOTS_IN_M_OR_N = (
    "m(?:inta|akan|ulai|asuk|asak|enang|ilik|uat|aaf|asalah|erek|odifikasi)|n(?:ilai|ama|aik|anti|ikmat|onaktif|omor|avigasi)"
)
# Roots that begin like a prefix.
_ROOTS_IN_PE_OR_ME = "penuh|penting|perlu(?!as)|percaya|memori|menang"
_ROOTS_IN_KE = "kembali|keluar|ketik|kerja|kenal|kemas|keluh|kelola"
_ROOTS_IN_TER_OR_BER = "terima|terus|terjemah|berita(?!hu)|berikan"


def _root(letters: int) -> str:
    """Return the condition that a root follows: two syllables and enough letters."""
    return f"(?=[a-z]{{{letters},}}$)(?=(?:[^aeiou]*[aeiou]){{2}})"


_PREFIX = (
    "(?:be|pe)l(?=ajar)"
    f"|[mp]eng{_root(3)}"
    f"|[mp]em(?![aeiou]){_root(3)}"
    f"|[mp]en(?![aeiougy]){_root(3)}"
    f"|[mp]e(?={_ROOTS_IN_M_OR_N})"
    f"|per{_root(4)}"
    f"|[mp]e(?=[lrwy]){_root(5)}"
    f"|(?!{_ROOTS_IN_TER_OR_BER})[bt]er{_root(4)}"
    f"|di{_root(4)}"
    # Without the ending, ke- is nearly always part of the root: kembali, keluar, kertas.
    f"|(?!{_ROOTS_IN_KE})ke(?=[a-z]{{3,}}an$)(?=(?:[^aeiou]*[aeiou]){{3}})"
)
_NO_ROOT = f"(?!{_ROOTS_IN_PE_OR_ME})"
_PREFIXES = (
    Rule(f"^(?=[bdkmpt]){_NO_ROOT}(?:{_PREFIX})([a-z]+)$", "$1"),
    # The letter that meN- and peN- have swallowed, as far as it is certain.
    Rule(f"^(?=[mp]eny[aeiou]){_NO_ROOT}[mp]eny{_root(3)}([a-z]+)$", "s$1"),
    Rule(f"^(?=[mp]em[aeiou]){_NO_ROOT}[mp]em{_root(3)}([a-z]+)$", "p$1"),
    Rule(f"^(?=[mp]en[aeiou]){_NO_ROOT}[mp]en{_root(3)}([a-z]+)$", "t$1"),
)
_SYLLABLES = "(?:[a-z]*?[aeiou]){2}[a-z]*?"

RULES = (
    Rule(f"^(?:(?:di|ter|[mp]enge|nge)({_SHORT_ROOTS})(?:k?an|i)?|({_SHORT_ROOTS})(?:kan)?)(?:nya|lah|kah)?$", "$1$2"),
    Rule(f"^{ends_with('lah', 'kah', 'pun')}(?!.*(?:{_NO_ENCLITIC})$)(?=.{{7,}}$)({_SYLLABLES})(?:lah|kah|pun)$", "$1"),
    Rule(f"^{ends_with('nya', 'ku', 'mu')}(?!.*(?:{_NO_ENCLITIC})$)(?=.{{6,}}$)({_SYLLABLES})(?:nya|ku|mu)$", "$1"),
    # memperbaiki, keterlambatan: two prefixes at most.
    *_PREFIXES,
    *_PREFIXES,
    Rule(f"^{ends_with('an')}(?=.{{5,}}$)({_SYLLABLES})(?:kan|an)$", "$1"),
    Rule(f"^{ends_with('i')}(?=.{{5,}}$)({_SYLLABLES}[^aeiou])i$", "$1"),
    Rule(f"^{ends_with('k')}({_SYLLABLES}(?<=[aeiou]))k$", "$1"),
    Rule(f"^k{_root(3)}(?=[aeiou])([a-z]+)$", "$1"),
)
