"""Small pictures of attached images, drawn anew: nothing of the sent bytes reaches a browser."""

import warnings
from io import BytesIO
from pathlib import Path

import streamlit as st
from PIL import Image, UnidentifiedImageError

from gwdash.errors import GwdashError
from gwdash.intake.attachments import evidence_file
from gwdash.queries.attachments import Attached

_SIDE = 192
#: What a camera of 50 megapixels makes; larger ones show their name only.
_MOST_PIXELS = 50_000_000
# A warning at opening would only be logged, and the picture be decoded all the same.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
_FORMATS = {"jpg": ("JPEG",), "png": ("PNG",)}


@st.cache_data(max_entries=256, show_spinner=False)
def _drawn(content: bytes, media: str) -> bytes | None:
    """Return a picture re-encoded as a small PNG, None where it cannot be decoded."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS[media]) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.draft("RGB", (_SIDE, _SIDE))
            small = picture.convert("RGB")
        small.thumbnail((_SIDE, _SIDE))
    except (
        UnidentifiedImageError, OSError, ValueError, SyntaxError,
        Image.DecompressionBombError, Image.DecompressionBombWarning,
    ):  # fmt: skip
        return None
    buffer = BytesIO()
    small.save(buffer, "PNG")
    return buffer.getvalue()


def thumbnail(workspace: Path, one: Attached) -> bytes | None:
    """Return a small picture of a piece of evidence, None where its name alone is shown."""
    if one.media not in _FORMATS:
        return None
    try:
        found = evidence_file(workspace, one.attachment_id)
    except GwdashError:
        # Hidden or missing: the link beside it says which.
        return None
    return _drawn(found.content, one.media)
