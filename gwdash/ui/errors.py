"""What a page shows when it cannot go on: a sentence and a number to find it in the log."""

import logging
import secrets

import streamlit as st

from gwdash.errors import GwdashError

_log = logging.getLogger(__name__)
_ID_BYTES = 3


def show_failure(error: Exception) -> bool:
    """Show an error in the page's own box and keep Streamlit's out of sight."""
    is_expected = isinstance(error, GwdashError)
    st.error(told(error), icon=":material/info:" if is_expected else ":material/error:")
    return True


def told(error: Exception) -> str:
    """Return what a person is told of an error.

    An expected failure is its own sentence; anything else is a defect, logged with its trace
    under the number that the sentence gives.
    """
    if isinstance(error, GwdashError):
        return str(error)
    number = secrets.token_hex(_ID_BYTES).upper()
    _log.error("page failed, number %s", number, exc_info=error)
    return (
        f"页面出错，编号 {number}。数据没有改动；请刷新页面重试，"
        "仍不行时把编号告诉系统管理员，用它可以在服务日志中查到原因。"
    )
