"""What a folder of Markdown does not say of the demo's second knowledge base: its menu, the names of its products, a file."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from kb.models import ArticleAttachment, ArticlePage, KnowledgeBasePage, Product, ProductName, ProductVersion

MENU = uuid.UUID("0e9f6c1c-2f38-5a57-9e0b-6a1f3c0d9a41")
FOLDER = "lumen"

# The common name, and what Arabic and Persian call it.
PRODUCTS = {
    "lumen-lamp": {"en": "Lumen lamp", "ar": "مصباح لومن", "fa": "چراغ لومن", "id": "Lampu Lumen"},
    "lumen-app": {"en": "Lumen app", "ar": "تطبيق لومن", "fa": "برنامهٔ لومن", "id": "Aplikasi Lumen"},
}
VERSIONS = ("2.0", "1.4")

# Short titles of the menu, by the file each leads to.
MENU_TITLES = {
    "connect-lamp": {"en": "Set up", "ar": "التركيب", "fa": "راه‌اندازی", "id": "Pasang"},
    "lamp-does-not-answer": {"en": "Problems", "ar": "المشكلات", "fa": "رفع مشکل", "id": "Masalah"},
    "app-2-0": {"en": "What is new", "ar": "الجديد", "fa": "تازه‌ها", "id": "Yang baru"},
}

QUICK_START = {"en": "Quick start", "ar": "البدء السريع", "fa": "شروع سریع", "id": "Mulai cepat"}


def products_make() -> None:
    """Make the products that the files name, so that each has its name in every language."""
    for slug, names in PRODUCTS.items():
        product, made = Product.objects.get_or_create(slug=slug, defaults={"name": names["en"]})
        if made:
            others = {language: name for language, name in names.items() if language != "en"}
            ProductName.objects.bulk_create(
                ProductName(product=product, language=code, name=each) for code, each in others.items()
            )
    app = Product.objects.get(slug="lumen-app")
    for at, name in enumerate(VERSIONS):
        ProductVersion.objects.get_or_create(product=app, name=name, defaults={"sort_order": at})


def lumen_finish(*, folder: Path, language: str, pages: dict[str, int]) -> None:
    """Give the knowledge base of a language its menu, and the article about setting up its file. `pages`: ids by source id."""
    base = KnowledgeBasePage.objects.filter(pk=pages.get(FOLDER)).first()
    if base is None:
        return
    base.main_menu = [
        {"type": "page", "value": {"page": pk, "title": titles.get(language, "")}, "id": str(uuid.uuid5(MENU, name))}
        for name, titles in MENU_TITLES.items()
        if (pk := pages.get(f"{FOLDER}/{name}.md"))
    ]
    base.save_revision().publish()
    article = ArticlePage.objects.filter(pk=pages.get(f"{FOLDER}/connect-lamp.md")).first()
    if article is not None:
        _attach(article, folder / "files" / f"lumen-quick-start-{language}.txt", QUICK_START.get(language, ""))


def _attach(article: ArticlePage, file: Path, title: str) -> None:
    content = file.read_bytes()
    document = get_document_model().objects.create(title=title, file=ContentFile(content, name=file.name), file_size=len(content))
    article.attachments = [ArticleAttachment(document=document, locale=article.locale, sort_order=0)]
    article.save_revision().publish()
