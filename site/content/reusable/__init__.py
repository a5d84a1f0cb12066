"""Text that is written once and stands on many pages."""
