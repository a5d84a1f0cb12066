"""What readers may call a kind of page: in every language, of one and of many, with and without an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from search.analysis import words
from search.analysis.letters import WORD
from search.documents import kind_label

_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "article": {
        "en": ("article", "articles"),
        "ar": ("مقال", "مقالات", "مقالة"),
        "fa": ("مطلب", "مطالب", "مطلب‌ها", "مقاله", "مقالات", "مقاله‌ها"),
        "id": ("artikel",),
    },
    "faq": {
        "en": ("faq", "faqs", "question", "questions"),
        "ar": ("سؤال", "أسئلة", "أسئلة شائعة", "الأسئلة الشائعة"),
        "fa": ("پرسش", "پرسش‌ها", "پرسش‌های متداول", "سؤال", "سؤالات", "سؤال‌ها", "سؤالات متداول"),
        "id": ("pertanyaan", "tanya jawab"),
    },
    "category": {
        "en": ("category", "categories"),
        "ar": ("قسم", "أقسام", "فئة", "فئات", "تصنيف", "تصنيفات"),
        "fa": ("دسته", "دسته‌ها", "دسته‌بندی", "دسته‌بندی‌ها"),
        "id": ("kategori",),
    },
    "page": {
        "en": ("page", "pages"),
        "ar": ("صفحة", "صفحات"),
        "fa": ("صفحه", "صفحه‌ها", "صفحات"),
        "id": ("halaman",),
    },
    "policy": {
        "en": ("policy", "policies"),
        "ar": ("سياسة", "سياسات"),
        "fa": ("قانون", "قوانین", "قانون‌ها", "سیاست", "سیاست‌ها", "خط‌مشی"),
        "id": ("kebijakan",),
    },
    "public_policy": {
        "en": ("policy", "policies", "published policies"),
        "ar": ("سياسة", "سياسات"),
        "fa": ("قانون", "قوانین", "قانون‌ها", "سیاست", "سیاست‌ها"),
        "id": ("kebijakan",),
    },
    "how_to": {
        "en": ("how-to", "how-tos", "howto", "guide", "guides", "instruction", "instructions"),
        "ar": ("إرشاد", "إرشادات", "دليل", "خطوات", "كيفية"),
        "fa": ("راهنما", "راهنماها", "آموزش", "روش انجام"),
        "id": ("panduan", "petunjuk", "cara"),
    },
    "troubleshooting": {
        "en": ("troubleshooting", "problem", "problems", "trouble"),
        "ar": ("حل المشكلات", "مشكلة", "مشكلات", "مشاكل"),
        "fa": ("رفع مشکل", "مشکل", "مشکلات", "عیب‌یابی"),
        "id": ("pemecahan masalah", "masalah", "solusi"),
    },
    "reference": {
        "en": ("reference", "references"),
        "ar": ("مرجع", "مراجع"),
        "fa": ("مرجع", "مرجع‌ها", "جدول"),
        "id": ("referensi", "rujukan", "acuan"),
    },
    "release_note": {
        "en": ("release note", "release notes", "news", "changes", "changelog"),
        "ar": ("ملاحظات الإصدار", "إصدار", "إصدارات", "جديد"),
        "fa": ("یادداشت انتشار", "یادداشت‌های انتشار", "تازه‌ها", "تغییرات"),
        "id": ("catatan rilis", "rilis", "pembaruan"),
    },
    "term": {
        "en": ("term", "terms", "glossary", "definition", "definitions"),
        "ar": ("مصطلح", "مصطلحات", "تعريف", "تعريفات", "مسرد"),
        "fa": ("اصطلاح", "اصطلاح‌ها", "اصطلاحات", "واژه", "واژه‌نامه", "تعریف"),
        "id": ("istilah", "glosarium", "definisi"),
    },
    "exception": {
        "en": ("exception", "exceptions"),
        "ar": ("استثناء", "استثناءات"),
        "fa": ("استثنا", "استثناها"),
        "id": ("pengecualian",),
    },
    "wiki": {"en": ("wiki", "wikis"), "ar": ("ويكي",), "fa": ("ویکی",), "id": ("wiki",)},
    "space": {
        "en": ("space", "spaces"),
        "ar": ("مساحة", "مساحات"),
        "fa": ("فضا", "فضاها"),
        "id": ("ruang",),
    },
}
_more: defaultdict[str, list[str]] = defaultdict(list)


def register_kind_names(kind: str, names: Iterable[str]) -> None:
    """Let readers call a kind by further names, in whatever language; those that the interface shows are known anyway."""
    _more[kind].extend(names)
    _own_keys.cache_clear()


def is_called(kind: str, name: str) -> bool:
    """Tell whether readers call a kind so: its own name, one of ours in any language, or what the interface shows."""
    key = _key(name)
    shown = (_key(kind_label(kind)), _key(kind_label(kind, many=True)))
    return bool(key) and (key in _own_keys(kind) or key in shown)


def without_names(text: str, kinds: Collection[str]) -> str:
    """Return the text without the words that name one of the kinds."""
    at, kept = 0, []
    for match in WORD.finditer(text):
        if any(is_called(kind, match[0]) for kind in kinds):
            kept.append(text[at : match.start()])
            at = match.end()
    return " ".join(" ".join([*kept, text[at:]]).split())


@lru_cache
def _own_keys(kind: str) -> frozenset[str]:
    found = {_key(kind), *map(_key, _more[kind])}
    for language, names in _NAMES.get(kind, {}).items():
        for name in names:
            found.add(_key(name))
            if language == "ar":
                found.add(_key(f"ال{name}"))
            elif language == "id":  # many of them are said by saying it twice
                found.add(_key(f"{name} {name}"))
    return frozenset(found)


def _key(name: str) -> str:
    """Return a name as all writers write it: folded, and without what may stand between its parts."""
    return "".join(words(name.replace("_", " ")))
