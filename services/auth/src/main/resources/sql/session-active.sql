update sessions
set last_active_at = clock_timestamp(),
    expires_at = clock_timestamp() + make_interval(secs => :#refresh_seconds),
    client_ip = :#client_ip::inet
where id = :#session_id
