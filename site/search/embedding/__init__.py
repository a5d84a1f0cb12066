"""Search from elsewhere: the box on other sites, what browsers may read there, and limits for who asks too often."""
