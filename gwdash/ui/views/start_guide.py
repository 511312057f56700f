"""What a new installation shows before there is any data: three steps, and one button."""

import streamlit as st

from gwdash.registry.region import REGION
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import page

STEPS = (
    ("办公室下达基准", "在“数据填报”上传年度任务分解表：事项、责任单位、起止时间和权重。"),
    (
        "各单位报送",
        "成员单位和县市区上传任务进展、监测井、水质和水位台账，按单元格指出的问题修改后提交。",
    ),
    ("总览自动生成", "第一份表提交后，这里显示七项任务的进度、突出问题和监测网络。"),
)


def show(frame: Frame) -> None:
    """Show the guide in place of a wall of zeros."""
    st.html(guide(frame))
    with st.container(key="guide_button"):
        st.page_link(page("submit").path, label="上传第一份表", icon=":material/upload_file:")


def guide(frame: Frame) -> Html:
    """Return the three steps."""
    steps = [
        div(
            "gw-step",
            span("gw-step-no", number),
            tag("h3", title),
            tag("p", text, class_="gw-muted"),
        )
        for number, (title, text) in enumerate(STEPS, 1)
    ]
    return div(
        "gw-guide",
        tag("h1", f"{frame.spec.title}还没有数据"),
        tag("p", f"{REGION.product_name}从各单位的表格开始，三步即可使用。", class_="gw-muted"),
        div("gw-steps", *steps),
    )
