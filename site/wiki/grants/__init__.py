"""The register of grants: that an exception was granted, by whom, to whom and up to what; who asked for it, and who decided.

`ledger` writes entries that nobody changes, `services` what happens, `checking` what keeps an agent from granting alone,
`rights` who decides. Grant holds how each stands now.
"""
