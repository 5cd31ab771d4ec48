update notifications set sms_state = 'expired'
where id in (
    select id from notifications
    where sms_state = 'due' and created_at < now() - make_interval(secs => :#expiry_seconds::double precision)
    order by created_at
    limit 1000
    for update skip locked)
