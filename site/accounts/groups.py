"""The groups every installation has. Their names are part of the contract with the other rooms."""

AGENTS = "Agents"
LEADS = "Leads"
MANAGERS = "Managers"
EDITORS = "Editors"
TRANSLATORS = "Translators"
AUTHORS = "Authors"
REVIEWERS = "Reviewers"

# Membership in one of these makes a person an agent: the wiki and the passages for agents are open to them.
AGENT_GROUPS = (AGENTS, LEADS, MANAGERS)

# These work in the admin.
ADMIN_GROUPS = (EDITORS, TRANSLATORS, AUTHORS, REVIEWERS)

ALL_GROUPS = (*AGENT_GROUPS, *ADMIN_GROUPS)
