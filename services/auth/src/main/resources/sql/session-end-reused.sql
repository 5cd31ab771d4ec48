update sessions
set ended_at = now(), end_reason = 'refresh_reused'
where id = :#session_id
  and ended_at is null
returning id, ended_at
