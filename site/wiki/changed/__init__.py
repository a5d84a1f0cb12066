"""What changed on wiki pages since somebody looked at them last."""
