select id from sessions where id = :#session_id and user_id = :#user_id and ended_at is null and expires_at > now()
