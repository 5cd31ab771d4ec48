insert into attempts (id, notification_id, user_id, channel, collapse_key)
select :#attempt_id, :#id, :#user_id, 'sms', :#collapse_key
where not exists (
    select 1 from attempts
    where user_id = :#user_id and channel = 'sms' and collapse_key = :#collapse_key
      and state in ('started', 'sent', 'unknown')
      and started_at > now() - make_interval(secs => :#collapse_seconds::double precision))
