insert into refresh_tokens(token_hash, session_id, expires_at)
values (:#token_hash, :#session_id, clock_timestamp() + make_interval(secs => :#refresh_seconds))
