"""What nobody hands in as a table: the pages write it, and it is versioned like the rest."""

from gwdash.registry.fields import common as f
from gwdash.registry.fields import kept as k
from gwdash.registry.ledgers.shared import ALL_TASKS, LOAD
from gwdash.registry.model import Cadence, Column, Dataset, DatasetKind

ATTACHMENT = Dataset(
    name="attachment",
    label="佐证材料登记",
    kind=DatasetKind.OBSERVATION,
    grain="一份佐证材料",
    key=("attachment_id",),
    reporters=("office", "units", "counties"),
    cadence=Cadence.AS_HELD,
    due_day=None,
    tasks=ALL_TASKS,
    internal=True,
    columns=(
        Column(k.ATTACHMENT_ID, LOAD),
        Column(k.TARGET_DATASET, LOAD),
        Column(k.TARGET_REPORTER, LOAD),
        Column(k.TARGET_PERIOD, LOAD),
        Column(k.ROW_KEY),
        Column(k.FILE_SHA256, LOAD),
        Column(k.FILE_NAME, LOAD),
        Column(k.MEDIA_KIND, LOAD),
        Column(k.N_BYTES, LOAD),
        Column(k.REMOVED, LOAD),
    ),
    description="在页面上附到某一行或整份报送的材料；原件按指纹存档，移除另记一行。",
)

VERIFIED_PROGRESS = Dataset(
    name="verified_progress",
    label="核定进度",
    kind=DatasetKind.PERIODIC,
    grain="一个事项、一个县市区、一个报告期",
    key=("item_id", "county_code"),
    reporters=("office",),
    cadence=Cadence.MONTH,
    due_day=None,
    tasks=ALL_TASKS,
    internal=True,
    columns=(
        Column(f.ITEM_ID, LOAD, references="work_plan"),
        Column(f.COUNTY, LOAD, whole_region=True),
        Column(k.VERIFIED_PCT, LOAD),
        Column(k.VERIFIED_NOTE),
    ),
    description="办公室对自报进度的核定；有核定的以核定为准，自报仍在旁边列出。",
)
