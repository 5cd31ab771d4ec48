select n.id, n.user_id, n.dialog_id, c.phone_number, c.locale,
       n.created_at < now() - make_interval(secs => :#expiry_seconds::double precision) as expired
from notifications n
join contacts c using (user_id)
where n.sms_state = 'due' and n.sms_due_at <= now()
order by n.sms_due_at
limit 1
for update of n skip locked
