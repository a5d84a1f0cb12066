"""Questions in search: documents of their own, and hits that open them where they stand."""
