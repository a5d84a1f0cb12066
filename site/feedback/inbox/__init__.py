"""The triage inbox: what editors do with readers' comments."""
