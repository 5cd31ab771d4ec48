-- Makes room for one more session than :#sessions_kept.
update sessions
set ended_at = now(), end_reason = 'evicted'
where id in (select id
             from sessions
             where user_id = :#user_id and ended_at is null and expires_at > now()
             order by created_at desc, id desc
             offset :#sessions_kept)
returning id, ended_at
