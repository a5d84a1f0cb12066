"""Reports of errors to a Sentry server, where one is set. What they hold is scrubbed before it leaves."""
