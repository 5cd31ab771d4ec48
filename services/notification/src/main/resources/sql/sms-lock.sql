select pg_advisory_xact_lock(hashtextextended(:#collapse_lock, 0))::text
