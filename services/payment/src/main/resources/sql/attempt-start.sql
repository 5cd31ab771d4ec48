insert into attempts (transaction_id, number, provider, next_check_at)
values (:transaction, :number, :provider, clock_timestamp() + make_interval(secs => :pause::float8))
