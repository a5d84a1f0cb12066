"""A stemmer for Indonesian that brings all forms of a word together: pengembalian, mengembalikan, dikembalikan, kembali.

Indonesian prefixes swallow the first letter of the root (meN- + kirim = mengirim, meN- + tulis = menulis), so the root
cannot always be restored without a dictionary: `meng-` before a vowel may have swallowed a k or nothing. Instead of
guessing, both sides meet at a common form: a first k before a vowel is dropped from every word, and so is a last k after
a vowel, for `-kan` and `-k` + `-an` look the same (rusak, kerusakan, rusakkan). The result is a key, not a word.
Rules of affixes after Sneddon, "Indonesian: A Comprehensive Grammar", chapter 1. Snowball's algorithm for Indonesian gives three
different stems for the four words above.
"""

from __future__ import annotations

_VOWELS = frozenset("aeiou")
# Roots whose end looks like a suffix; compared with the end of the word, so that prefixes do not matter.
_NO_PARTICLE = ("sekolah", "masalah", "jumlah", "istilah", "majalah", "makalah", "langkah", "naskah", "salah", "olah")
_NO_POSSESSIVE = ("laku", "temu", "saku", "buku", "baku", "tentu", "suku", "siku", "jamu", "ramu")
# Roots in m and n: elsewhere mem- and men- before a vowel have swallowed p and t.
_ROOTS_IN_M = ("inta", "akan", "ulai", "asuk", "asak", "enang", "ilik", "uat", "aaf")
_ROOTS_IN_N = ("ilai", "ama", "aik", "anti", "ikmat", "onaktif")
# Roots that begin like a prefix.
_ROOTS_IN_KE = ("kembali", "keluar", "ketik", "kerja", "kenal", "kemas", "keluh", "kelola")
_ROOTS_IN_TER = ("terima", "terus", "terjemah")
# meN- before a root of one syllable is menge-: mengecek, pengecekan.
_SHORT_ROOTS = {"ece": "cek", "ecek": "cek", "ecat": "cat", "elap": "lap", "ebom": "bom", "epel": "pel"}


def stem(word: str) -> str:
    """Return the common form of an Indonesian word in small letters; digits and other scripts come back as they are."""
    if not word.isascii() or not word.isalpha():
        return word
    word = _without_enclitics(word)
    for _each in range(2):  # memperbaiki, keterlambatan: two prefixes at most
        word = _without_prefix(word)
    return _common_form(_without_suffix(word))


def _fits(rest: str, letters: int = 4) -> bool:
    """Tell whether `rest` can be a root: two syllables and enough letters."""
    return len(rest) >= letters and sum(sign in _VOWELS for sign in rest) >= 2


def _without_enclitics(word: str) -> str:
    if word.endswith(("lah", "kah", "pun")) and not word.endswith(_NO_PARTICLE) and _fits(word[:-3]):
        word = word[:-3]
    if word.endswith("nya") and _fits(word[:-3]):
        return word[:-3]
    if word.endswith(("ku", "mu")) and not word.endswith(_NO_POSSESSIVE) and _fits(word[:-2]):
        return word[:-2]
    return word


def _without_prefix(word: str) -> str:
    if word in ("belajar", "pelajar", "pelajaran"):
        return word[3:]
    if word.startswith(("me", "pe")):
        return _without_nasal(word)
    if word.startswith(("ber", "ter")) and _fits(word[3:]) and not word.startswith(_ROOTS_IN_TER):
        return word[3:]
    if word.startswith("di") and (_fits(word[2:]) or word[2:] in _SHORT_ROOTS.values()):
        return word[2:]
    # Without the ending, ke- is nearly always part of the root: kembali, keluar, kertas.
    if word.startswith("ke") and word.endswith("an") and _fits(word[2:-2], 3) and not word.startswith(_ROOTS_IN_KE):
        return word[2:]
    return word


def _without_nasal(word: str) -> str:
    """Take off meN- or peN- (or per-) and give back the letter that it has swallowed, as far as that is certain."""
    for prefix, restored in (("ny", "s"), ("ng", ""), ("m", "p"), ("n", "t")):
        rest = word[2 + len(prefix) :]
        if not word.startswith(prefix, 2) or not _fits(rest, 3):
            continue
        if rest[0] not in _VOWELS:
            return rest if prefix != "ny" else word
        if prefix == "m" and rest.startswith(_ROOTS_IN_M):
            restored = "m"
        elif prefix == "n" and rest.startswith(_ROOTS_IN_N):
            restored = "n"
        return restored + rest
    if word.startswith("per") and _fits(word[3:]):
        return word[3:]
    if word[2:3] in ("l", "r", "w", "y") and _fits(word[2:], 5):
        return word[2:]
    return word


def _without_suffix(word: str) -> str:
    for suffix in ("kan", "an"):
        if word.endswith(suffix) and _fits(word[: -len(suffix)], 3):
            word = word[: -len(suffix)]
            break
    if word.endswith("i") and word[-2:-1] not in _VOWELS and _fits(word[:-1]):
        word = word[:-1]
    return word


def _common_form(root: str) -> str:
    if root.endswith("k") and root[-2:-1] in _VOWELS and _fits(root[:-1], 3):
        root = root[:-1]
    if root.startswith("k") and root[1:2] in _VOWELS and _fits(root[1:], 3):
        root = root[1:]
    return _SHORT_ROOTS.get(root, root)
