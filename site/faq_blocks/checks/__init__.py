"""What editors are told about questions: in the library, and on pages that show or hold some."""
