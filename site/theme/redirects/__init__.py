"""Old addresses: what moves or goes leaves a way to where it is now, for those who may go there."""
