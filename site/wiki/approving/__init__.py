"""Approving policies and exceptions: who may, for what it holds, and when it lapses."""
