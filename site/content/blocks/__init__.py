"""The shared blocks, one module each theme; registered for every stream of the site."""

from content.blocks.audience import make_audience_block
from content.blocks.code import CodeBlock
from content.blocks.comparison import ComparisonBlock
from content.blocks.download import DownloadBlock
from content.blocks.hotspots import HotspotsBlock
from content.blocks.media import CaptionedImageBlock
from content.blocks.reusable import ReusableBlock
from content.blocks.table import ArticleTableBlock
from content.blocks.tabs import make_tabs_block
from content.blocks.text import CalloutBlock, StepsBlock, rich_text_block
from content.blocks.video import VideoBlock
from content.fields import HelpStreamBlock
from content.registry import register_block
from content.reusable.resolving import REUSABLE
from content.streams import AUDIENCE

__all__ = ["make_audience_block", "register_shared_blocks"]


def register_shared_blocks() -> None:
    """Register the blocks every stream offers; called once when the room is ready."""
    register_block("rich_text", rich_text_block(), order=10)
    register_block("image", CaptionedImageBlock(), order=20)
    register_block("hotspots", HotspotsBlock(), order=22)
    register_block("video", VideoBlock(), order=24)
    register_block("callout", CalloutBlock(), order=30)
    register_block("steps", StepsBlock(), order=40)
    register_block("table", ArticleTableBlock(), order=50)
    register_block("comparison", ComparisonBlock(), order=52)
    register_block("tabs", make_tabs_block(HelpStreamBlock()), order=55)
    register_block("code", CodeBlock(), order=60)
    register_block("download", DownloadBlock(), order=75)
    register_block(REUSABLE, ReusableBlock(), order=80)
    register_block(AUDIENCE, make_audience_block(HelpStreamBlock()), order=90)
