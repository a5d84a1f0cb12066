"""What agents are told on the public page that a policy belongs to, or an article came from.

Every page that is not private has the same empty place for it. It stays empty, and asks for nothing, until the account menu
has told the browser that an agent reads (accounts.views.profile); then it asks once, at an address that no cache keeps.
"""
