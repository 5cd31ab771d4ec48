with verdict as (
    select case
        when exists (
            select 1 from attempts
            where user_id = :#user_id and channel = 'sms' and collapse_key = :#collapse_key and state <> 'failed'
              and started_at > now() - make_interval(secs => :#collapse_seconds::double precision)) then 'collapsed'
        when (select count(*) from attempts
              where user_id = :#user_id and channel = 'sms' and state <> 'failed' and started_at > now() - interval '1 day')
            >= :#recipient_per_day::bigint then 'recipient_limit'
        when (select count(*) from attempts
              where channel = 'sms' and state <> 'failed' and started_at > now() - interval '1 day')
            >= :#per_day::bigint then 'daily_limit'
        else 'started' end as verdict),
started as (
    insert into attempts (id, notification_id, user_id, channel, collapse_key)
    select :#attempt_id, :#id, :#user_id, 'sms', :#collapse_key from verdict where verdict = 'started')
select verdict from verdict
