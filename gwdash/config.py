"""What an installation can set, each with its default and the sentence that explains it.

Settings are environment variables, so that a service file, a shell and a test set them alike.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from gwdash.errors import UsageError

_REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable; an empty default means that the program decides."""

    name: str
    default: str
    sentence: str


HOME = Setting(
    "GWDASH_HOME", "", "工作区文件夹：报送档案、台账和已发布版本；默认是程序目录下的 data/local。"
)
REGION = Setting("GWDASH_REGION", "xianyang", "区域包的名称，即 data/region 下的文件夹。")
HOLIDAYS = Setting(
    "GWDASH_HOLIDAYS", "",
    "节假日表（csv，列为 date、kind、name、source）；默认用区域包里的 holidays.csv，"
    "没有时用 data/reference/holidays.csv。",
)  # fmt: skip
MEMORY_MIB = Setting("GWDASH_MEMORY_MIB", "1536", "读取一个上传文件最多占用的内存，单位 MiB。")
SECONDS = Setting("GWDASH_SECONDS", "60", "读取一个上传文件最多用的时间，单位秒。")
KEEP_VERSIONS = Setting(
    "GWDASH_KEEP_VERSIONS", "10", "除固定的版本外，保留最近多少个已发布版本的文件。"
)
LOCK_SECONDS = Setting("GWDASH_LOCK_SECONDS", "30", "工作区正被另一程序写入时，最多等待多少秒。")
STORE_MEMORY_MIB = Setting("GWDASH_STORE_MEMORY_MIB", "1024", "数据库最多占用的内存，单位 MiB。")
STORE_THREADS = Setting(
    "GWDASH_STORE_THREADS", "0", "数据库使用的线程数，0 表示与处理器核数相同，最多 4 个。"
)
EVIDENCE_MIB = Setting("GWDASH_EVIDENCE_MIB", "20", "一份佐证材料最大多少 MiB。")
CHROMIUM = Setting(
    "GWDASH_CHROMIUM", "",
    "生成简报图片所用的 Chromium、Chrome 或 Edge 程序的完整路径；默认在本机常见位置查找。",
)  # fmt: skip

SETTINGS = (
    HOME, REGION, HOLIDAYS, MEMORY_MIB, SECONDS, KEEP_VERSIONS, LOCK_SECONDS, STORE_MEMORY_MIB,
    STORE_THREADS, EVIDENCE_MIB, CHROMIUM,
)  # fmt: skip

#: More threads than this gain nothing on the small tables that pages read.
_MOST_THREADS = 4


def text(setting: Setting) -> str:
    """Return the setting's value; an empty variable counts as not set."""
    return os.environ.get(setting.name) or setting.default


def number(setting: Setting) -> int:
    """Return the setting as a whole number, 0 or more; raises UsageError with a sentence."""
    typed = text(setting)
    try:
        value = int(typed)
    except ValueError:
        value = -1
    if value < 0:
        raise UsageError(
            f"环境变量 {setting.name} 应为不小于 0 的整数，现在是“{typed}”。{setting.sentence}"
        )
    return value


def workspace() -> Path:
    """Return the folder that holds archive, store and the writers' lock."""
    home = text(HOME)
    return Path(home).expanduser().resolve() if home else _REPOSITORY / "data" / "local"


def store_threads() -> int:
    """Return how many threads a database may use."""
    return number(STORE_THREADS) or min(os.cpu_count() or 1, _MOST_THREADS)
