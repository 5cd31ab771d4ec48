-- refused and done are certain; an uncertain one may still become either
update attempts
set state = :state, reference = coalesce(reference, :reference), reason = :reason, finished_at = clock_timestamp(),
    next_check_at = clock_timestamp() + make_interval(secs => :pause::float8)
where transaction_id = :transaction and number = :number
  and (state in ('started', 'unknown') or state = 'done' and :state = 'refused')
