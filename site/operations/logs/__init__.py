"""What the site writes about itself: whom a line belongs to, and nothing about persons."""
