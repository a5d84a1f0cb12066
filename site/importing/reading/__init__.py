"""A folder per language to the nodes of a page tree."""

from importing.reading.nodes import Node, Source
from importing.reading.parse import parse
from importing.reading.scan import Scan, scan_folder

__all__ = ["Node", "Scan", "Source", "parse", "scan_folder"]
