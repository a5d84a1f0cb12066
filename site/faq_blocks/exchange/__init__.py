"""The library of questions as CSV and JSON: out, and in again, all of a file or nothing of it."""
