-- Every result with its groundwater quality class after GB/T 14848-2017.
-- The select list is gwdash.standards.gbt14848.CLASS_SQL, a test keeps the two equal.
-- class_grade: 1..5 when one class is proven; class_best..class_worst: the range that is proven;
-- class_label: Ⅰ Ⅱ Ⅲ Ⅳ Ⅴ, ≤Ⅱ ≤Ⅲ ≤Ⅳ (not detected, limit above class Ⅰ), 未定.
CREATE OR REPLACE VIEW result_class AS
SELECT
    r.*,
    CASE
        WHEN l.kind = 'ph' THEN CASE
            WHEN r.value BETWEEN l.ph_low1 AND l.ph_high1 THEN 1
            WHEN r.value BETWEEN l.ph_low4 AND l.ph_high4 THEN 4
            ELSE 5 END
        WHEN CASE WHEN r.flag = 'nd' THEN r.detection_limit ELSE r.value END <= l.class1 THEN 1
        WHEN CASE WHEN r.flag = 'nd' THEN r.detection_limit ELSE r.value END <= l.class2 THEN 2
        WHEN CASE WHEN r.flag = 'nd' THEN r.detection_limit ELSE r.value END <= l.class3 THEN 3
        WHEN l.class4 IS NULL THEN 4
        WHEN CASE WHEN r.flag = 'nd' THEN r.detection_limit ELSE r.value END <= l.class4 THEN 4
        ELSE 5
    END AS class_at_number,
    CASE
        WHEN NOT l.is_text OR r.flag NOT IN ('text', 'value') THEN NULL
        WHEN regexp_replace(r.raw, '[ \t\n\r\f\x{a0}\x{3000}]', '', 'g') IN (
            '无', '无异味', '无异臭', '无异臭异味', '无异臭、异味', '无异臭和异味', '无臭', '无味', '无臭无味', '无臭、无味', '无臭和味', '无嗅无味', '无嗅和味', '无任何臭和味', '未见', '未见异常', '无肉眼可见物', '未见肉眼可见物', '没有', '未检出', 'nd', 'ND', '0', '0级', '零级'
        ) THEN 1
        WHEN regexp_replace(r.raw, '[ \t\n\r\f\x{a0}\x{3000}]', '', 'g') IN (
            '有', '有异味', '有异臭', '有臭', '有味', '有臭味', '有嗅味', '有肉眼可见物', '可见', '少量', '微量', '有少量', '有沉淀', '有悬浮物', '有杂质', '微弱', '弱', '明显', '强', '很强', '1级', '2级', '3级', '4级', '5级'
        ) THEN 5
    END AS class_of_text,
    CASE
        WHEN l.analyte IS NULL THEN NULL
        WHEN l.is_text THEN coalesce(class_of_text, 1)
        WHEN r.value IS NULL THEN 1
        WHEN r.flag = 'value' THEN class_at_number
        WHEN r.flag <> 'right_censored' THEN 1
        WHEN l.kind = 'ph' THEN CASE
            WHEN r.value >= l.ph_high4 THEN 5 WHEN r.value >= l.ph_high1 THEN 4 ELSE 1 END
        WHEN r.value < l.class1 THEN 1
        WHEN r.value < l.class2 THEN 2
        WHEN r.value < l.class3 THEN 3
        WHEN l.class4 IS NULL OR r.value < l.class4 THEN 4
        ELSE 5
    END AS class_best,
    CASE
        WHEN l.analyte IS NULL THEN NULL
        WHEN l.is_text THEN coalesce(class_of_text, 5)
        WHEN r.flag = 'value' AND r.value IS NOT NULL THEN class_at_number
        WHEN r.flag = 'right_censored' AND r.value IS NOT NULL THEN l.worst_class
        WHEN r.flag IN ('nd', 'nd_no_dl') AND l.nd_is_class1 THEN 1
        WHEN r.flag = 'nd' AND r.detection_limit IS NOT NULL AND l.kind <> 'ph' THEN class_at_number
        ELSE 5
    END AS class_worst,
    CASE WHEN class_best = class_worst THEN class_best END AS class_grade,
    CASE
        WHEN class_best = class_worst THEN substr('ⅠⅡⅢⅣⅤ', class_best, 1)
        WHEN r.flag = 'nd' AND class_worst < 5 THEN '≤' || substr('ⅠⅡⅢⅣⅤ', class_worst, 1)
        ELSE '未定'
    END AS class_label,
    coalesce(r.flag = 'value' AND r.value = 0 AND l.zero_is_doubtful, FALSE) AS class_doubtful,
    CASE
        WHEN class_worst <= 3 AND class_doubtful THEN '达标(存疑)'
        WHEN class_worst <= 3 THEN '达标'
        WHEN class_best > 3 THEN '超标'
        ELSE '无法判定'
    END AS against_class3
FROM core.water_quality AS r
LEFT JOIN ref.analyte_limit AS l ON l.analyte = r.analyte;
