-- 加分扣分事项 with the days between which the file that holds them is the last one.
SELECT
    adjustment_id, county_code, adjustment_kind, points, occurred_on, reason, basis,
    is_checked_with_county, submission_id, source_sheet, source_cell, period_end, next_period_end
FROM score_adjustment_asof
WHERE period_end <= $until AND county_code IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY submission_id, adjustment_id ORDER BY source_sheet DESC, source_row DESC
) = 1
ORDER BY submission_id, adjustment_id
