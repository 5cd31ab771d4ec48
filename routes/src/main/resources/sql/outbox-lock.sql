select pg_try_advisory_xact_lock(hashtextextended('fabric.outbox', 0)) as mine
