"""Projects and their money: allocated, received and spent by level, each with its day."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from gwdash.demo.chance import chance
from gwdash.registry.region import REGION

Row = dict[str, object]

LEVELS = ("central", "provincial", "local")


@dataclass(frozen=True, slots=True)
class Project:
    """One project; amounts in 10,000 yuan by level."""

    reporter: str
    name: str
    task: str
    amounts: tuple[float, float, float]
    allocated_on: date
    received_on: date
    started_on: date
    months: int
    """From the beginning of the work to its end."""
    spent: float = 0.96
    """The share of the money that is spent in the end."""
    ended: bool = False
    local_received: float = 1.0
    """The share of the local money that ever came."""


def _of(  # noqa: PLR0913, PLR0917 (a line of the list of projects)
    reporter: str,
    name: str,
    task: str,
    amounts: tuple[float, float, float],
    at: str,
    months: int,
    **more: float | bool,
) -> Project:
    draw = chance("project", reporter, name)
    allocated = date.fromisoformat(at)
    received = allocated + timedelta(days=draw.randint(35, 130))
    started = received + timedelta(days=draw.randint(-20, 75))
    return Project(
        reporter, name, task, amounts, allocated, received, started, months, **more  # type: ignore[arg-type]
    )  # fmt: skip


#: The money that came and lies still, and the county whose own share never came.
IDLE, UNPAID = "泾阳县工业集聚区地下水管控工程", "永寿县报废井封井回填工程"
PROJECTS = (
    _of("sthjj", "全市地下水环境状况调查评价", "1", (1860, 320, 120), "2022-03-10", 20),
    _of("sthjj", "地下水污染防治重点区划定", "1", (420, 80, 40), "2022-06-15", 26),
    _of("sthjj", "地下水环境监管信息平台", "4", (900, 260, 180), "2022-08-20", 24),
    _of("sthjj", "双源地下水监测井建设", "4", (1340, 210, 0), "2022-05-18", 16),
    _of("slj", "水源地水位水量在线监测", "3", (0, 460, 140), "2022-09-08", 14),
    _of("slj", "报废取水井封井回填示范", "6", (620, 150, 60), "2022-11-02", 22),
    _of("slj", "供暖季采灌计量联网", "5", (0, 180, 120), "2024-04-28", 8),
    _of("zrzyj", "地热资源勘查与回灌试验", "5", (780, 240, 0), "2022-06-01", 18),
    _of("zrzyj", "废弃钻井封井回填", "6", (540, 120, 90), "2022-10-12", 24),
    _of("zrzyj", "国家地下水监测井运维", "4", (0, 260, 0), "2023-01-16", 24),
    _of("zjj", "主城区排水管网渗漏修复", "2", (1600, 400, 700), "2022-07-05", 28),
    _of("cgj", "垃圾填埋场防渗和渗滤液治理", "2", (480, 160, 210), "2022-09-20", 22),
    _of("nyj", "补给区化肥农药减量示范", "3", (260, 90, 30), "2023-02-10", 16),
    _of("kjj", "地下水污染溯源技术研究", "4", (0, 120, 30), "2022-10-25", 24),
    _of("mtj", "关闭煤矿井筒封闭", "6", (860, 190, 110), "2022-12-01", 20),
    _of("wjw", "农村饮水水质卫生监测", "3", (0, 140, 40), "2023-03-06", 14),
    _of("610402", "秦都区报废井封井回填工程", "6", (210, 60, 40), "2022-11-10", 20),
    _of("610404", "渭城区化工遗留地块地下水管控", "2", (980, 220, 130), "2023-03-28", 18),
    _of("610481", "兴平市南市镇地下水污染管控工程", "2", (1480, 360, 220), "2023-09-15", 22,
        spent=0.9),
    _of("610481", "兴平市报废井封井回填工程", "6", (190, 50, 35), "2022-12-06", 18),
    _of("610482", "彬州市矿区地下水监测", "4", (320, 90, 40), "2023-04-12", 15),
    _of("610482", "彬州市报废矿井封闭工程", "6", (760, 180, 120), "2022-11-25", 21),
    _of("610431", "武功县水源补给区保护工程", "3", (410, 110, 60), "2023-01-18", 17),
    _of("610424", "乾县农村水源硝酸盐治理工程", "3", (280, 70, 45), "2022-12-20", 14),
    _of("610424", "乾县报废井封井回填工程", "6", (160, 40, 30), "2023-03-02", 18, spent=0.62),
    _of("610425", "礼泉县危险废物倾倒点地下水修复", "2", (690, 170, 90), "2023-07-20", 20),
    _of("610423", IDLE, "2", (540, 130, 80), "2023-05-30", 16, spent=0.0),
    _of("610423", "泾阳县水源地规范化建设", "3", (220, 60, 40), "2022-08-30", 14),
    _of("610422", "三原县水源补给区划分与保护", "3", (240, 70, 40), "2022-10-08", 16),
    _of("610426", UNPAID, "6", (180, 50, 90), "2022-12-15", 18, spent=0.5, local_received=0.0),
    _of("610428", "长武县高氟水源置换工程", "3", (860, 240, 160), "2023-02-22", 18),
    _of("610429", "旬邑县报废井封井回填工程", "6", (170, 45, 30), "2023-01-30", 18),
    _of("610430", "淳化县水源地保护工程", "3", (200, 60, 30), "2023-06-12", 14, ended=False),
)  # fmt: skip
_DAYS_A_MONTH = 30.4
#: Above 1 the money goes out later than the work is done.
_LAG_POWER = 1.2
_PLAN_DAYS = 200
_ACCEPTED_AFTER_DAYS = 120


def project_rows(reporter: str, day: date) -> list[Row]:
    """Return a reporter's projects with their money as they stand at a day, by field name."""
    return [
        _row(number, project, day)
        for number, project in enumerate(PROJECTS, 1)
        if project.reporter == reporter and day >= project.allocated_on - timedelta(days=_PLAN_DAYS)
    ]


def _row(number: int, project: Project, day: date) -> Row:
    county = next((c.name for c in REGION.counties if c.code == project.reporter), REGION.name)
    out, came = project.allocated_on <= day, project.received_on <= day
    allocated = project.amounts if out else (0.0, 0.0, 0.0)
    received = _received(project) if came else (0.0, 0.0, 0.0)
    share = _spent_share(project, day) if came else 0.0
    spent = tuple(round(amount * share, 2) for amount in received)
    state, finished = _state(project, day)
    return {
        "project_id": f"XM-{project.reporter}-{number:02}",
        "project_name": project.name,
        "task_no": REGION.task(project.task).short_name,
        "county_code": county,
        "applicant": REGION.reporter(project.reporter).name,
        "investment_10k_yuan": round(sum(project.amounts) * 1.04, 0),
        **_levels("allocated", allocated, out),
        "allocation_doc_no": _document(project) if out else "",
        **_levels("received", received, came),
        "received_on": project.received_on if came else "",
        **_levels("spent", spent, came),
        "pool_state": "中央库" if project.amounts[0] else "省级库",
        "build_state": state,
        "started_on": project.started_on if project.started_on <= day else "",
        "finished_on": finished if finished and finished <= day else "",
        "evidence": "竣工验收意见" if state == "验收" else "",
        "remark": _remark(project, day) if came else "",
    }


def _levels(stage: str, amounts: tuple[float, ...], known: bool) -> Row:  # noqa: FBT001
    """Return the total of a stage and its parts; nothing before there is any."""
    names = [f"{stage}_10k_yuan", *(f"{stage}_{level}_10k_yuan" for level in LEVELS)]
    figures = (round(sum(amounts), 2), *amounts)
    return {name: figure if known else "" for name, figure in zip(names, figures, strict=True)}


def _received(project: Project) -> tuple[float, ...]:
    central, provincial, local = project.amounts
    return central, provincial, round(local * project.local_received, 2)


def _spent_share(project: Project, day: date) -> float:
    """Return what share of the money is paid out: it follows the work by some months."""
    worked = (day - project.started_on).days / (_DAYS_A_MONTH * project.months)
    done = min(max(worked, 0.0), 1.0)
    return round(math.pow(done, _LAG_POWER) * project.spent, 3)


def _state(project: Project, day: date) -> tuple[str, date | None]:
    end = project.started_on + timedelta(days=int(_DAYS_A_MONTH * project.months))
    if day < project.started_on:
        return "前期", None
    if day < end or project.name in {IDLE, UNPAID}:
        return ("前期" if project.name == IDLE else "在建"), None
    return ("验收" if day >= end + timedelta(days=_ACCEPTED_AFTER_DAYS) else "完工"), end


def _document(project: Project) -> str:
    number = chance("document", project.name).randint(11, 260)
    return f"咸财办资环〔{project.allocated_on.year}〕{number}号"


def _remark(project: Project, day: date) -> str:
    if project.name == UNPAID:
        stopped = day >= date(2024, 2, 29)
        return "县级配套资金未到位，施工合同中止。" if stopped else "县级配套未到位。"
    return "招标两次流标，资金结转。" if project.name == IDLE else ""
