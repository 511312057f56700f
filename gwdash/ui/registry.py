"""Which pages exist: one declaration each, from which navigation, titles and addresses follow."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: its address, what people call it, and the question it answers."""

    key: str
    title: str
    question: str
    group: str
    scoped: bool = True
    """Whether the strip's choices change what the page shows; where not, they are hidden."""

    @property
    def path(self) -> Path:
        """The script of the page."""
        return FOLDER / f"{self.key}.py"

    @property
    def address(self) -> str:
        """Where a link leads: the first page opens at the root only, under its key there is none.

        Relative, so that it holds behind a proxy's folder too.
        """
        return "./" if self is PAGES[0] else self.key


#: Order is the order of the navigation; the first page opens at the root address.
PAGES = (
    PageSpec("overview", "总览", "七项任务走到哪里，哪些严重滞后，谁还没有报？", "调度"),
    PageSpec("tasks", "任务进展", "每项任务的事项差多少、卡在哪里、下一步做什么？", "调度"),
    PageSpec("network", "监测网络", "监测井是否正常，水位和水质在怎样变化？", "调度"),
    PageSpec("quality", "水质", "各类监测点是几类水，哪些指标在哪里超标，比去年同期怎样？", "调度"),
    PageSpec("map", "一张图", "哪里的井、水源和单位有问题，各县市区差在哪里？", "调度"),
    PageSpec("ranking", "县市区排名", "哪个县市区在前、哪个在后，为什么失分？", "调度"),
    PageSpec("problems", "突出问题", "哪些问题最严重，谁负责，多久了，哪些可以销号？", "调度"),
    PageSpec("units", "成员单位", "谁该报未报，谁的事项滞后，先催哪一家？", "单位"),
    PageSpec("funds", "项目资金", "资金下达、到位、支出到哪一步，哪里支付慢？", "单位"),
    PageSpec("support", "宣传与技术支撑", "办了哪些宣传活动，谁在提供技术支撑？", "单位"),
    PageSpec("sheet", "一县一单", "这个单位或县市区本期的情况，怎样打印带走？", "单位"),
    PageSpec("submit", "数据填报", "表格里哪些单元格要改，改好后怎样提交？", "报送", scoped=False),
    PageSpec("calendar", "报送日历", "谁该报什么，谁还没有报，怎样催？", "报送", scoped=False),
    PageSpec("edit", "在线修改", "个别单元格填错了，怎样直接改正？", "报送", scoped=False),
    PageSpec("baseline", "年度任务", "任务怎样分解，时限改过几次，为什么？", "报送", scoped=False),
    PageSpec("records", "报送记录", "谁报了什么、审到哪一步，改了哪些数据？", "报送", scoped=False),
    PageSpec("meetings", "调度会议", "这次会议放映什么，用哪一版数据？", "会议", scoped=False),
    PageSpec("decisions", "议定事项", "会议定的事谁在办、哪些逾期，怎样延期、退回和审结？", "会议"),
    PageSpec("briefings", "材料导出", "会上会后的材料怎样生成，用哪一版？", "会议", scoped=False),
    PageSpec("ledgers", "台账查询", "各单位报上来的台账里，某一行写了什么、从哪里来？", "数据"),
    PageSpec("method", "方法说明", "每个数怎样得来，依据是什么？", "数据", scoped=False),
    PageSpec("dictionary", "数据字典", "每份台账有哪些字段，应当怎样填？", "数据", scoped=False),
)


#: The group whose pages stand in the bar themselves; those of the others open below one word.
_IN_THE_BAR = "调度"
_MENU_WORDS = {"单位": "单位与资金", "报送": "数据报送", "会议": "会议", "数据": "数据"}


def sections() -> dict[str, list[PageSpec]]:
    """Return the pages by the word of the navigation they stand below; none for the bar itself."""
    found: dict[str, list[PageSpec]] = {}
    for spec in PAGES:
        word = "" if spec.group == _IN_THE_BAR else _MENU_WORDS[spec.group]
        found.setdefault(word, []).append(spec)
    return found


def menu_place(spec: PageSpec) -> int | None:
    """Return the place in the bar, from 1, of the menu that holds a page; None for none."""
    groups = sections()
    before = len(groups[""])
    for number, (word, specs) in enumerate(groups.items()):
        if word and spec in specs:
            return before + number
    return None


def page(key: str) -> PageSpec:
    """Return the page with this key; raises KeyError for one that does not exist."""
    for spec in PAGES:
        if spec.key == key:
            return spec
    raise KeyError(key)
