"""What the pages themselves keep: evidence beside rows, and the office's own verification."""

from gwdash.registry.model import Code, CodeList, Field, Kind

MEDIA = CodeList(
    "media",
    "材料类型",
    (
        Code("pdf", "PDF 文件"),
        Code("jpg", "JPG 图片"),
        Code("png", "PNG 图片"),
        Code("docx", "Word 文件"),
    ),
)

ATTACHMENT_ID = Field("attachment_id", "材料编号", Kind.IDENTIFIER, "一份佐证材料的编号。")
TARGET_DATASET = Field(
    "target_dataset", "所附台账", Kind.IDENTIFIER, "材料附在哪一份台账上，台账代码。"
)
TARGET_REPORTER = Field("target_reporter", "所附填报单位", Kind.REPORTER, "材料附在谁的报送上。")
TARGET_PERIOD = Field("target_period", "所附报告期", Kind.PERIOD, "材料附在哪一期的报送上。")
ROW_KEY = Field(
    "row_key", "所附的行", Kind.TEXT, "该行的主键，列名与值；整份报送的材料（盖章页）为空。"
)
FILE_SHA256 = Field("file_sha256", "文件指纹", Kind.IDENTIFIER, "文件内容的 SHA-256。")
FILE_NAME = Field("file_name", "文件名", Kind.TEXT, "上传时的文件名。")
MEDIA_KIND = Field("media", "材料类型", Kind.CODE, "由文件内容判定，不看扩展名。", codes=MEDIA)
N_BYTES = Field("n_bytes", "文件大小", Kind.INTEGER, "文件的字节数。", unit="字节", minimum=1)
REMOVED = Field("removed", "是否已移除", Kind.BOOLEAN, "移除也是一次登记，原件仍在档案里。")

VERIFIED_PCT = Field(
    "verified_pct", "核定进度", Kind.PERCENT, "办公室核定的进度；有核定的以核定为准。",
    aliases=("核定完成进度",), unit="%", minimum=0, maximum=100,
)  # fmt: skip
VERIFIED_NOTE = Field("note", "核定说明", Kind.TEXT, "为什么这样核定。")
