-- after the last pause of the schedule it stays at that pause
update attempts
set checks = checks + 1,
    next_check_at = clock_timestamp()
        + make_interval(secs => (:schedule::float8[])[least(checks + 2, cardinality(:schedule::float8[]))])
where (transaction_id, number) = (
    select transaction_id, number
    from attempts
    where next_check_at <= now()
    order by next_check_at
    limit 1
    for update skip locked)
returning transaction_id, number, provider, state, reference, checks, absences,
    extract(epoch from now() - started_at) as age, false as in_call
