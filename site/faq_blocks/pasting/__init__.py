"""Makes questions and answers of a text that was written somewhere else: a document, an e-mail, a web page."""
