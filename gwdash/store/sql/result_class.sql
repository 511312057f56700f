-- Every result with its groundwater quality class after GB/T 14848-2017.
-- The select list is gwdash.standards.gbt14848.CLASS_SQL, a test keeps the two equal.
-- class_grade: 1..5 when one class is proven; class_best..class_worst: the range that is proven;
-- class_label: Ⅰ Ⅱ Ⅲ Ⅳ Ⅴ, ≤Ⅱ ≤Ⅲ ≤Ⅳ (not detected, limit above class Ⅰ), 未定.
CREATE OR REPLACE VIEW result_class AS
SELECT
    r.*,
    CAST(CASE
        WHEN l.analyte IS NULL THEN NULL
        WHEN l.is_text THEN CASE
            WHEN r.flag NOT IN ('text', 'value') THEN 10
            WHEN list_contains(['无', '无异味', '无异臭', '无异臭异味', '无异臭、异味', '无异臭和异味', '无臭', '无味', '无臭无味', '无臭、无味', '无臭和味', '无嗅无味', '无嗅和味', '无任何臭和味', '未见', '未见异常', '无肉眼可见物', '未见肉眼可见物', '没有', '未检出', 'nd', 'ND', '0', '0级', '零级'], regexp_replace(r.raw, '[ \t\n\r\f\x{a0}\x{3000}]', '', 'g')) THEN 1
            WHEN list_contains(['有', '有异味', '有异臭', '有臭', '有味', '有臭味', '有嗅味', '有肉眼可见物', '可见', '少量', '微量', '有少量', '有沉淀', '有悬浮物', '有杂质', '微弱', '弱', '明显', '强', '很强', '1级', '2级', '3级', '4级', '5级'], regexp_replace(r.raw, '[ \t\n\r\f\x{a0}\x{3000}]', '', 'g')) THEN 5
            ELSE 10 END
        WHEN r.flag IN ('nd', 'nd_no_dl') AND l.nd_is_class1 THEN 1
        WHEN l.kind = 'ph' THEN CASE
            WHEN r.value IS NULL THEN 10
            WHEN r.flag = 'value' THEN CASE
                WHEN r.value BETWEEN l.ph_low1 AND l.ph_high1 THEN 1
                WHEN r.value BETWEEN l.ph_low4 AND l.ph_high4 THEN 4
                ELSE 5 END
            WHEN r.flag <> 'right_censored' THEN 10
            WHEN r.value >= l.ph_high4 THEN 5
            WHEN r.value >= l.ph_high1 THEN 13
            ELSE 10 END
        WHEN r.flag = 'value' AND r.value IS NOT NULL THEN CASE
            WHEN r.value <= l.class1
                THEN CASE WHEN r.value = 0 AND l.zero_is_doubtful THEN 6 ELSE 1 END
            WHEN r.value <= l.class2 THEN 2
            WHEN r.value <= l.class3 THEN 3
            WHEN l.class4 IS NULL OR r.value <= l.class4 THEN 4
            ELSE 5 END
        WHEN r.flag = 'nd' AND r.detection_limit IS NOT NULL THEN CASE
            WHEN r.detection_limit <= l.class1 THEN 1
            WHEN r.detection_limit <= l.class2 THEN 7
            WHEN r.detection_limit <= l.class3 THEN 8
            WHEN l.class4 IS NULL OR r.detection_limit <= l.class4 THEN 9
            ELSE 10 END
        WHEN r.flag = 'right_censored' AND r.value IS NOT NULL THEN CASE
            WHEN r.value < l.class1 THEN CASE WHEN l.worst_class = 4 THEN 14 ELSE 10 END
            WHEN r.value < l.class2 THEN CASE WHEN l.worst_class = 4 THEN 15 ELSE 11 END
            WHEN r.value < l.class3 THEN CASE WHEN l.worst_class = 4 THEN 16 ELSE 12 END
            WHEN l.class4 IS NULL THEN 4
            WHEN r.value < l.class4 THEN 13
            ELSE 5 END
        ELSE 10
    END AS TINYINT) AS class_proof,
    [1, 2, 3, 4, 5, 1, 1, 1, 1, 1, 2, 3, 4, 1, 2, 3][class_proof] AS class_best,
    [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 5, 5, 5, 4, 4, 4][class_proof] AS class_worst,
    [1, 2, 3, 4, 5, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL][class_proof] AS class_grade,
    coalesce(['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', 'Ⅰ', '≤Ⅱ', '≤Ⅲ', '≤Ⅳ', '未定', '未定', '未定', '未定', '未定', '未定', '未定'][class_proof], '未定') AS class_label,
    coalesce(class_proof = 6, FALSE) AS class_doubtful,
    coalesce(['达标', '达标', '达标', '超标', '超标', '达标(存疑)', '达标', '达标', '无法判定', '无法判定', '无法判定', '无法判定', '超标', '无法判定', '无法判定', '无法判定'][class_proof], '无法判定') AS against_class3
FROM core.water_quality AS r
LEFT JOIN ref.analyte_limit AS l ON l.analyte = r.analyte;
