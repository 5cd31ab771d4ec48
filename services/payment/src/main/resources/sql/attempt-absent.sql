-- the provider has answered, and it knows no such charge
update attempts
set state = 'unknown', reason = 'absent', absences = absences + 1, finished_at = clock_timestamp(),
    next_check_at = clock_timestamp() + make_interval(secs => :pause::float8)
where transaction_id = :transaction and number = :number and state in ('started', 'unknown')
