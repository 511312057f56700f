-- What a well's samplings of a season prove together on each day on which one was taken, and until
-- when that holds: so the season as of any day is one comparison a row. The class is that of the
-- worst sampling so far, and the coverage that of the sampling which gave the class.
-- A season belongs to the year in which the sample was taken; samples that name none stand apart
-- by quarter, so that they are compared with the same months of the year before.
-- Sorted, so that a page leaves the years that it does not show unread. Reads touched_result_well.
WITH sampling AS (
    SELECT
        s.*, year(s.sampled_on) AS sampled_year,
        coalesce(s.season, 'q' || quarter(s.sampled_on)) AS season_key
    FROM mart.sample AS s
    JOIN touched_result_well AS t USING (well_id)
),
preferred AS (
    SELECT *, row_number() OVER (
        PARTITION BY well_id, sampled_year, season_key
        ORDER BY grade DESC NULLS LAST, sampled_on DESC, layer NULLS LAST
    ) AS preference
    FROM sampling
),
so_far AS (
    SELECT
        well_id, sampled_on, layer, sampled_year, season_key,
        max(grade) OVER own AS grade,
        arg_min(coalesce(worst_analytes, ''), preference) OVER own AS worst_analytes,
        arg_min(n_assessed, preference) OVER own AS n_assessed,
        count(*) OVER own AS n_samples,
        sum(n_exceeding) OVER own AS n_exceeding,
        sum(n_undecidable) OVER own AS n_undecidable,
        sum(n_not_measured) OVER own AS n_not_measured,
        sum(n_doubtful) OVER own AS n_doubtful
    FROM preferred
    -- By range, not by row: the layers of one day count together.
    WINDOW own AS (PARTITION BY well_id, sampled_year, season_key ORDER BY sampled_on)
)
SELECT
    well_id, sampled_year, season_key AS season, sampled_on,
    lead(sampled_on) OVER (
        PARTITION BY well_id, sampled_year, season_key ORDER BY sampled_on
    ) AS next_sampled_on,
    grade, worst_analytes, n_assessed, n_samples, n_exceeding::BIGINT AS n_exceeding,
    n_undecidable::BIGINT AS n_undecidable, n_not_measured::BIGINT AS n_not_measured,
    n_doubtful::BIGINT AS n_doubtful
FROM (
    SELECT * FROM so_far
    QUALIFY row_number() OVER (
        PARTITION BY well_id, sampled_year, season_key, sampled_on ORDER BY layer
    ) = 1
)
ORDER BY sampled_on, well_id
