"""What people decide about a source and its translations: what becomes of them when it is unpublished, deleted or copied."""
