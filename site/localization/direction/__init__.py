"""Direction and language of what is typed are those of the page, whatever language the admin's interface speaks.

The admin knows one direction, that of the interface: an Arabic sentence in an English admin stood in broken order. A hidden
element in each form tells the language of the page; a script gives it to the fields, also to those that come later.
"""

from localization.direction.registering import register

__all__ = ["register"]
