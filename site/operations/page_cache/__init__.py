"""Ready-made public pages, handed out before Django is asked.

- `layer` is the WSGI application around Django's: it answers from here, or asks Django and keeps the answer.
- `asking` says which requests may be answered from here, and under which key.
- `answers` says which answers may be kept, and makes them ready: compressed, with their headers.
- `memory` keeps them in the process, `shared` in Redis or Valkey for all processes.
- `generation` is the one word under which they are kept. `writes` has it end when something is written that readers see
  (`quiet` lists what they do not see), `dated` when the next date comes.
- `cookies` notices answers that were made for one reader; `fresh` has a process forget what it knows of an older generation.
- `cdn` tells caches of others the same.
"""
