update dialog_activity set last_seq = :#seq, last_activity_at = greatest(last_activity_at, cast(:#sent_at as timestamptz))
where dialog_id = :#dialog_id and last_seq < :#seq
