"""Broken links: `extracting` finds links in texts, `inside` looks at this site, `outside` at others, `checking` goes round."""
