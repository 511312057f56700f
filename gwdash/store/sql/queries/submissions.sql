-- The submissions this version holds, the latest first.
SELECT s.*, r.name AS reporter_name, d.label AS dataset_label
FROM core.submission AS s
LEFT JOIN ref.reporter AS r USING (reporter)
LEFT JOIN ref.dataset AS d ON d.name = s.dataset
ORDER BY s.accepted_at DESC, s.submission_id DESC
