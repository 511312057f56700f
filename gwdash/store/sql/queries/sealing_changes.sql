-- Abandoned wells whose way of disposal differs from what an earlier register said, each with its
-- last change up to a month. Deciding for the first time is no change.
WITH stated AS (
    SELECT
        *,
        lag(disposal) OVER own AS disposal_before,
        lag(month) OVER own AS month_before
    FROM abandoned_well_monthly
    WHERE month <= $period
      AND ($county = '' OR county_code = $county)
      AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
    WINDOW own AS (PARTITION BY aw_id ORDER BY month)
)
SELECT
    aw_id,
    coalesce(aw_name, aw_id) AS name,
    coalesce(county_code, '') AS county_code,
    coalesce(well_category, '') AS category,
    coalesce(well_risk, '') AS risk,
    disposal_before,
    coalesce(disposal, '') AS disposal,
    month AS changed_in,
    submission_id,
    source_sheet,
    source_row,
    source_cell
FROM stated
WHERE disposal_before IS NOT NULL AND disposal IS DISTINCT FROM disposal_before
QUALIFY row_number() OVER (PARTITION BY aw_id ORDER BY month DESC) = 1
ORDER BY month DESC, county_code, aw_id
