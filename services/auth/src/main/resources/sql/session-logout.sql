update sessions
set ended_at = now(), end_reason = 'logout'
where user_id = :#user_id
  and ended_at is null
  and (id = :#session_id or :#all_sessions)
returning id, ended_at
