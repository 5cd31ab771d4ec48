select
  coalesce(extract(epoch from now() - (select min(created_at) from outbox)), 0)::float8 as lag_seconds,
  (select count(*) from dead_letters where state = 'parked') as parked
