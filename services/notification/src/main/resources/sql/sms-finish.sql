with finished as (
    update attempts set state = :#attempt_state, reference = :#reference, reason = :#reason, finished_at = now()
    where id = :#attempt_id and state = 'started'
    returning notification_id),
tries as (
    select count(*) as made from attempts where notification_id = (select notification_id from finished))
update notifications n
set sms_state = case when :#again and tries.made < :#max_attempts::bigint then 'due' else :#attempt_state end,
    sms_due_at = case when :#again then now() + make_interval(secs => :#retry_seconds::double precision) else sms_due_at end
from finished, tries
where n.id = finished.notification_id
