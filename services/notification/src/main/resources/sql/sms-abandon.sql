with abandoned as (
    update attempts set state = 'unknown', reason = 'abandoned', finished_at = now()
    where state = 'started' and started_at < now() - make_interval(secs => :#abandoned_seconds::double precision)
    returning notification_id)
update notifications n set sms_state = 'unknown'
from abandoned
where n.id = abandoned.notification_id
