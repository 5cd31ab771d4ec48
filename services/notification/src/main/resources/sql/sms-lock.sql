select pg_advisory_xact_lock(hashtextextended('sms', 0))::text
