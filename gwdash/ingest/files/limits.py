"""How much of a file is read, and why not more: every limit of the reader in one place."""

MIB = 1024 * 1024

#: A year of monthly ledgers of a city is below 5 MiB; 64 MiB leaves room for embedded photos
#: and still fits, unpacked, into the memory of a worker.
MAX_FILE_BYTES = 64 * MIB

#: Entries of a package: each sheet brings about three, each picture one.
MAX_PACKAGE_ENTRIES = 10_000

#: Unpacked size of a package; 100,000 rows × 12 columns unpack to about 43 MiB.
MAX_UNPACKED_BYTES = 512 * MIB

#: Deflate reaches 1,032 : 1 on constant bytes; real sheets stay below 25 : 1 and sheets of
#: one repeated long text at 140 : 1.
MAX_UNPACK_RATIO = 250

#: Below this unpacked size the ratio says nothing: small templates pack well.
RATIO_MATTERS_BYTES = 32 * MIB

#: Cells of all sheets, empty ones inside the used area included: a cell costs about 64 bytes
#: while it is read, so that 10 million take 640 MB of a worker's memory.
MAX_CELLS = 10_000_000

#: Sheets of a workbook; counties times ledgers stay below this.
MAX_SHEETS = 500
TOO_MANY_SHEETS = f"工作表超过 {MAX_SHEETS} 张，未予读取。请只保留需要报送的工作表后再提交。"

#: The size of a sheet in every program since Excel 2007.
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
