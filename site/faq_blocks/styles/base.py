"""What a style of questions is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

# The settings of a list that a style may heed, beside heading, introduction, level and density, which all lists have.
SETTINGS = ("first_open", "one_open", "columns", "icon_position", "numbered", "by_topic", "toggles_all")


class FaqStyle:
    """A way to show a list of questions and answers. Derive from it and set what differs.

    `name` is stored with the content and must never change. `template` shows the list itself; what stands around it, heading
    and introduction, comes with every style. The template gets:

    - `entries`: each with anchor, question and answer (finished HTML), topic, pk, language and direction;
    - `groups`: the same by topic, each with anchor, title and entries;
    - `value`, the settings of the block; `look`, those of its looks; `question_level`, a number for headings;
    - `group`: a name for details elements of which only one may be open, "" where several may;
    - `first_open`: whether the first answer is open.

    Questions must be readable without scripts, and each answer must have its anchor as id: include
    "faq_blocks/parts/entry.html" for one that opens, or "faq_blocks/parts/answer.html" for the answer alone.

    `css` and `js` are names of static files that pages with this style load, once; scripts are loaded as modules.
    `heeds` are those of SETTINGS that make a difference; the editor's form hides the others. With `is_flat` the template is
    used once for each topic where editors want topics as headings; a style that is not flat shows topics itself.
    `preview_value` is what the block chooser shows.
    """

    name: ClassVar[str] = ""
    label: ClassVar[Any] = ""
    description: ClassVar[Any] = ""
    icon: ClassVar[str] = "list-ul"
    order: ClassVar[int] = 100
    template: str = ""
    css: tuple[str, ...] = ()
    js: tuple[str, ...] = ()
    heeds: ClassVar[tuple[str, ...]] = SETTINGS
    is_flat: ClassVar[bool] = True
    preview_value: ClassVar[Mapping[str, Any]] = {}

    def get_context(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what the template needs beside the above; `context` is what it gets anyway."""
        return {}
