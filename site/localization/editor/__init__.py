"""Where translations are written: source and translation side by side, each in its own direction."""
