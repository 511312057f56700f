-- The evidence in force, of one ledger or reporter where these are given, the newest first.
SELECT
    attachment_id, target_dataset, target_reporter, target_period, coalesce(row_key, '') AS row_key,
    file_sha256, file_name, media, n_bytes, accepted_at, submission_id
FROM attachment_current
WHERE NOT removed
    AND ($dataset = '' OR target_dataset = $dataset)
    AND ($reporter = '' OR target_reporter = $reporter)
ORDER BY accepted_at DESC, file_name, attachment_id
