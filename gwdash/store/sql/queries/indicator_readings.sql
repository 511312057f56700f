-- What indicators came to in the months $periods, by county and for the city (county '').
SELECT
    indicator_id, period, county_code, numerator::DOUBLE AS numerator,
    denominator::DOUBLE AS denominator, value, state, n, n_not_reported, n_not_monitored,
    n_undecided, oldest_on, newest_on
FROM mart.indicator
WHERE period_kind = 'month' AND scope = $scope AND list_contains($periods::VARCHAR[], period)
ORDER BY indicator_id, county_code, period
