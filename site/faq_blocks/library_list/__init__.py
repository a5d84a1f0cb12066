"""The questions of the library that a FAQ page lists: which, in what order, and whether their answers come along."""

from faq_blocks.library_list.making import LibraryList, library_list

__all__ = ["LibraryList", "library_list"]
