update transactions
set state = :to, state_reason = :reason, updated_at = clock_timestamp()
where id = :id and state = :from
