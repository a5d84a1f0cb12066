"""The reference of settings, docs/operations/settings.md, made from the code.

`python -m script.lib.settings_page` writes it. What is read, in which form and with which default is found in the calls of
config.environment.Environment (`reads`); what it means is said here (`meanings`). A test fails when one lacks the other.
"""
