"""The words of the glossary, explained where they stand in articles."""
