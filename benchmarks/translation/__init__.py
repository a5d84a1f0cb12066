"""What beginning the translations of many pages costs; see __main__."""
