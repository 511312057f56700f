"""The command line: `python -m gwdash …`; every command calls a use case and says what happened."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from gwdash.cli import checks, forms, records
from gwdash.config import workspace
from gwdash.errors import GwdashError, UsageError
from gwdash.ingest.profile import WHOLE
from gwdash.intake import maintenance, usecases
from gwdash.intake.checking import require_dataset
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.region import REGION
from gwdash.standards.periods import parse_period

app = typer.Typer(
    name="gwdash",
    help=f"{REGION.product_name}：检查、提交、发布各单位表格。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
#: Width of tables that do not go to a terminal, where nobody wants them cut.
_WIDTH = None if sys.stdout.isatty() else 200
out = Console(width=_WIDTH)
err = Console(stderr=True, width=_WIDTH)

_P = ParamSpec("_P")
_R = TypeVar("_R")

DEFAULT_PORT = 8501
DEFAULT_ADDRESS = "127.0.0.1"

Dataset = Annotated[str, typer.Argument(help="台账代码或名称，见 datasets。")]
Files = Annotated[list[Path], typer.Argument(help="一个或多个表格文件。")]
ReporterOption = Annotated[str | None, typer.Option("--reporter", help="填报单位，代码或名称。")]
PeriodOption = Annotated[str | None, typer.Option("--period", help="报告期，如 2024-06、2024Q2。")]
SetOption = Annotated[
    list[str], typer.Option("--set", help="给整列一个值：字段=值，可重复。", show_default=False)
]
MapOption = Annotated[
    list[str], typer.Option("--map", help="指定表头：表头=字段，可重复。", show_default=False)
]
ScopeOption = Annotated[str, typer.Option("--scope", help="范围外的数据：error 拦下，warn 提醒。")]
PartOption = Annotated[str, typer.Option("--part", help="乡镇分表的乡镇名；不分表不用填。")]
LearnedOption = Annotated[
    bool, typer.Option("--learned/--no-learned", help="按记住的表头对应读取。")
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象。")]
ReasonOption = Annotated[str, typer.Option("--reason", "-r", help="原因，记入报送记录。")]
NumberArgument = Annotated[int, typer.Argument(metavar="ID", help="报送号，见 submissions。")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="把全部差异写到这个 xlsx 文件。")
]
SwitchArgument = Annotated[str | None, typer.Argument(metavar="on|off", help="不填则只看现状。")]
VersionArgument = Annotated[
    int, typer.Argument(metavar="VERSION", help="数据版本号，见 versions。")
]


def _spoken(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let an expected refusal end as one sentence and its exit status."""

    @wraps(function)
    def spoken(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return function(*args, **kwargs)
        except GwdashError as refusal:
            err.print(str(refusal), style="red", markup=False, highlight=False)
            raise typer.Exit(refusal.exit_status) from refusal

    return spoken


def command(
    name: str | None = None, group: typer.Typer = app
) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Register a command whose refusals are spoken."""

    def register(function: Callable[_P, _R]) -> Callable[_P, _R]:
        spoken = _spoken(function)
        group.command(name)(spoken)
        return spoken

    return register


@command()
def datasets() -> None:
    """列出全部台账：代码、名称、谁报、多久报一次、主键。"""
    table = Table("代码", "名称", "报送方", "周期", "主键", "字段数", title="台账")
    groups = {"counties": "13个县市区", "units": "15个成员单位", "office": "办公室"}
    for item in LEDGERS.values():
        who = "、".join(groups.get(g) or REGION.unit(g).short_name for g in item.reporters)
        table.add_row(
            item.name, item.label, who, item.cadence.words, "、".join(item.key),
            str(len(item.stored_columns)),
        )  # fmt: skip
    out.print(table)


@command()
def docs(
    folder: Annotated[Path, typer.Argument(help="写到哪个文件夹。")] = Path("docs"),
) -> None:
    """由程序的声明生成方法说明和数据字典（Markdown）。"""
    for path in forms.write_docs(folder):
        out.print(f"已生成：{path}", markup=False)


@command()
def template(
    output: Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件。")],
    dataset: Annotated[
        str | None, typer.Argument(help="台账代码或名称，见 datasets；打包应报模板时不填。")
    ] = None,
    reporter: ReporterOption = None,
    period: PeriodOption = None,
    prefill: Annotated[
        bool, typer.Option("--prefill", help="预填该单位最近一次审核通过的数据。")
    ] = False,
    owed: Annotated[
        bool, typer.Option("--owed", help="把该单位本期应报的全部模板打包成 zip。")
    ] = False,
) -> None:
    """生成填报模板（xlsx）：一个台账的，或一个单位本期应报的全部（zip）。"""
    if owed == (dataset is not None):
        raise UsageError("请写明要哪个台账的模板，或用 --owed 打包一个单位应报的全部，二者选一。")
    if dataset is None:
        forms.write_owed(workspace(), output, reporter, period, out, prefill=prefill)
    else:
        forms.write_form(workspace(), dataset, output, reporter, period, out, prefill=prefill)


@command()
def check(
    dataset: Dataset,
    files: Files,
    reporter: ReporterOption = None,
    period: PeriodOption = None,
    set_: SetOption = [],  # noqa: B006 (typer copies defaults)
    map_: MapOption = [],  # noqa: B006
    scope: ScopeOption = "error",
    part: PartOption = WHOLE,
    learned: LearnedOption = True,
    json: JsonOption = False,
    marked: Annotated[
        Path | None,
        typer.Option("--marked", help="写出标注文件（xlsx）；检查多个文件时写到这个文件夹。"),
    ] = None,
) -> None:
    """检查文件，不保存；错误按单元格列出。"""
    profile = checks.profile(reporter, period, set_, map_, scope, part)
    checked = checks.check_all(workspace(), dataset, files, profile, err, learned=learned)
    if marked is not None:
        forms.write_marked(checked, marked, err if json else out)
    if json:
        checks.print_json(checked)
    else:
        checks.print_report(checked, out)
    if not all(one.ok for one in checked):
        raise typer.Exit(1)


@command()
def submit(
    dataset: Dataset,
    files: Files,
    reporter: ReporterOption = None,
    period: PeriodOption = None,
    set_: SetOption = [],  # noqa: B006
    map_: MapOption = [],  # noqa: B006
    scope: ScopeOption = "error",
    part: PartOption = WHOLE,
    partial: Annotated[
        bool, typer.Option("--partial", help="只提交正确的行；错误的行留作未改问题。")
    ] = False,
    learned: LearnedOption = True,
    reason: Annotated[
        str, typer.Option("--reason", "-r", help="为什么改；调整年度任务分解表时必填。")
    ] = "",
    json: JsonOption = False,
) -> None:
    """检查并提交文件；没有错误就审核通过并发布一个新版本，有错误则一个也不提交。"""
    profile = checks.profile(reporter, period, set_, map_, scope, part)
    checked = checks.check_all(workspace(), dataset, files, profile, err, learned=learned)
    if not partial and not all(one.ok for one in checked):
        if json:
            checks.print_json(checked)
        else:
            checks.print_report(checked, out)
            out.print("有错误，没有提交。请改正后重新提交。", style="red")
        raise typer.Exit(1)
    receipts, version = checks.submit_all(workspace(), checked, partial=partial, reason=reason)
    if json:
        checks.print_json(checked, receipts, version)
    else:
        checks.print_receipts(checked, receipts, version, out)


@command()
def submissions(
    dataset: Annotated[str | None, typer.Option("--dataset", help="只看一个台账。")] = None,
    reporter: ReporterOption = None,
    period: PeriodOption = None,
    state: Annotated[str | None, typer.Option("--state", help="只看一种状态。")] = None,
    json: JsonOption = False,
) -> None:
    """列出报送记录：谁、何时、哪个文件、什么状态。"""
    where: dict[str, Any] = {"dataset": require_dataset(dataset).name if dataset else None}
    if reporter:
        found = REGION.find_reporter(reporter)
        if found is None:
            raise UsageError(f"没有叫「{reporter}」的填报单位。")
        where["reporter"] = found.code
    if period:
        parsed, problem = parse_period(period)
        if parsed is None:
            raise UsageError(f"报告期「{period}」不能识别：{problem}")
        where["period"] = parsed.code
    if state:
        where["state"] = checks.state_named(state)
    found_submissions = usecases.submissions(workspace(), **where)
    checks.print_submissions(found_submissions, out, json=json)


@command()
def accept(submission: NumberArgument, reason: ReasonOption = "") -> None:
    """审核通过一份待审核或已退回的报送。"""
    _said("审核通过", usecases.accept(workspace(), submission, reason=reason))


@command("return")
def return_(submission: NumberArgument, reason: ReasonOption) -> None:
    """退回一份报送，须写明原因。"""
    _said("退回", usecases.return_submission(workspace(), submission, reason=reason))


@command()
def withdraw(submission: NumberArgument, reason: ReasonOption = "") -> None:
    """撤回一份报送；它替换掉的上一份重新生效。"""
    _said("撤回", usecases.withdraw(workspace(), submission, reason=reason))


@command()
def publish(reason: ReasonOption = "") -> None:
    """发布已审核通过而尚未发布的报送。"""
    version = usecases.publish(workspace(), reason=reason)
    out.print("没有新的变化，未发布。" if version is None else f"已发布版本 v{version}。")


@command()
def rebuild(
    version: Annotated[int | None, typer.Argument(help="版本号，缺省为当前版本。")] = None,
) -> None:
    """从存档重建一个版本，并与发布时的内容核对。"""
    rebuilt = maintenance.rebuild(workspace(), version)
    out.print(f"版本 v{rebuilt.version} 已重建，内容与发布时一致。", markup=False)


@command()
def diff(
    dataset: Dataset,
    files: Files,
    reporter: ReporterOption = None,
    period: PeriodOption = None,
    part: PartOption = WHOLE,
    output: OutputOption = None,
) -> None:
    """比较文件与已审核通过的数据：新增、修改、减少；不保存。"""
    profile = checks.profile(reporter, period, [], [], "error", part)
    checked = checks.check_all(workspace(), dataset, files, profile, err)
    records.print_differences(workspace(), checked, output, out)


@command()
def review(state: SwitchArgument = None) -> None:
    """提交后是否先由办公室审核：on 先审核，off 无错误的立即通过。"""
    records.switch_review(workspace(), state, out)


backfill = typer.Typer(help="补录：开放已过期的报告期。", no_args_is_help=True)
app.add_typer(backfill, name="backfill")


@command("open", backfill)
def backfill_open(
    dataset: Dataset,
    period: Annotated[str, typer.Argument(help="报告期，如 2024-03。")],
    reason: ReasonOption,
    reporter: ReporterOption = None,
    until: records.UntilOption = None,
) -> None:
    """开放一个已过期的报告期；不写单位则对全部填报单位开放。"""
    records.open_backfill(workspace(), dataset, period, reporter, until, reason, out)


@command("close", backfill)
def backfill_close(number: records.OpeningArgument) -> None:
    """关闭一个补录。"""
    records.close_backfill(workspace(), number, out)


@command("list", backfill)
def backfill_list() -> None:
    """列出开放过的补录和现行规则。"""
    records.list_backfill(workspace(), out)


@command("require", backfill)
def backfill_require(state: Annotated[str, typer.Argument(metavar="on|off")]) -> None:
    """逾期报告期是否必须先开放补录：on 未开放不能提交，off 可提交、计迟报。"""
    records.require_backfill(workspace(), state, out)


@command()
def versions(
    diff: Annotated[
        tuple[int, int] | None, typer.Option("--diff", help="两个版本之间的更正说明：A B。")
    ] = None,
    output: OutputOption = None,
    json: JsonOption = False,
) -> None:
    """列出数据版本，* 为当前版本；--diff A B 写出更正说明。"""
    if diff is not None:
        records.print_correction(workspace(), *diff, output, out)
        return
    checks.print_versions(
        usecases.versions(workspace()), maintenance.current_version(workspace()), out, json=json
    )


@command()
def use(version: VersionArgument) -> None:
    """把页面切换到一个版本；可以往回切。"""
    maintenance.use(workspace(), version)
    out.print(f"页面现在显示版本 v{version}。")


@command()
def pin(
    version: VersionArgument,
    off: Annotated[bool, typer.Option("--off", help="取消固定。")] = False,
) -> None:
    """固定一个版本，使其不被清理；会议用。"""
    maintenance.pin(workspace(), version, on=not off)
    out.print(f"版本 v{version} 已{'取消固定' if off else '固定'}。")


@command()
def doctor() -> None:
    """检查工作区是否完好，逐条说明问题和办法。"""
    findings = maintenance.doctor(workspace())
    for finding in findings:
        out.print(f"■ {finding}", markup=False)
    if findings:
        raise typer.Exit(1)
    out.print("工作区完好。")


@command()
def serve(
    port: Annotated[int, typer.Option(help="端口。")] = DEFAULT_PORT,
    address: Annotated[
        str, typer.Option(help="监听地址；没有账号之前只监听本机。")
    ] = DEFAULT_ADDRESS,
) -> None:
    """启动网页。"""
    from gwdash.cli.server import serve as run  # noqa: PLC0415 (a server needs no other command)

    sys.exit(run(port, address))


def _said(word: str, receipt: usecases.Receipt) -> None:
    shown = f"，已发布版本 v{receipt.version}" if receipt.version else ""
    out.print(f"{receipt.submission.id} 号报送已{word}{shown}。", markup=False)
