"""An engine that waits for its server: a busy machine makes an evaluation slow, and must not make it fail."""

from __future__ import annotations

from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.client import Options


class PatientElasticsearch(ElasticsearchEngine):
    """The site's engine, with as much time for reading as for writing."""

    def __init__(self, urls: str, prefix: str, options: Options) -> None:
        super().__init__(urls, prefix, options)
        self._client = self._writer
