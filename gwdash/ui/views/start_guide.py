"""What a new installation shows before there is any data: three steps, and one button."""

import streamlit as st

from gwdash.registry.region import REGION
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import page

STEPS = (
    (
        "办公室下达基准",
        "下载年度任务分解表的模板，填上事项、责任单位、起止时间和权重，在“数据填报”上传。",
        f"reporter={REGION.office}&dataset=work_plan",
        "去下载年度任务分解表模板 →",
    ),
    (
        "各单位报送",
        "成员单位和县市区选自己的名称，下载本期应报的模板，填好上传，改正系统指出的单元格后提交。",
        "",
        "去选填报单位 →",
    ),
)


def show(frame: Frame) -> None:
    """Show the guide in place of a wall of zeros."""
    st.html(guide(frame))
    with st.container(key="guide_button"):
        st.page_link(page("submit").path, label="上传第一份表", icon=":material/upload_file:")


def _last(frame: Frame) -> tuple[str, str, None, str]:
    """Return what the page does by itself once there are rows."""
    words = f"表格提交后自动发布，这一页随后回答：{frame.spec.question}"
    return f"{frame.spec.title}自动显示", words, None, ""


def guide(frame: Frame) -> Html:
    """Return the three steps."""
    steps = [
        div(
            "gw-step",
            span("gw-step-no", number),
            tag("h3", title),
            tag("p", text, class_="gw-muted"),
            None if asked is None else tag("a", words, class_="gw-link", href=_address(asked)),
        )
        for number, (title, text, asked, words) in enumerate((*STEPS, _last(frame)), 1)
    ]
    return div(
        "gw-guide",
        tag("h1", f"{frame.spec.title}还没有数据"),
        tag("p", f"{REGION.product_name}从各单位的表格开始，三步即可使用。", class_="gw-muted"),
        div("gw-steps", *steps),
    )


def _address(asked: str) -> str:
    return f"{page('submit').address}?{asked}" if asked else page("submit").address
