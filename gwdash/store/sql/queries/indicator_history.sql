-- The indicators $indicators in one place ('' for the city), month by month from $since to $until.
SELECT
    indicator_id, period, county_code, numerator::DOUBLE AS numerator,
    denominator::DOUBLE AS denominator, value, state, n, n_not_reported, n_not_monitored,
    n_undecided, oldest_on, newest_on
FROM mart.indicator
WHERE period_kind = 'month' AND scope = $scope AND list_contains($indicators::VARCHAR[], indicator_id)
  AND county_code = $county AND period BETWEEN $since AND $until
ORDER BY indicator_id, period
