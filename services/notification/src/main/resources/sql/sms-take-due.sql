select n.id, n.user_id, n.dialog_id, c.user_id is not null as contact, c.phone_number, c.locale
from notifications n
left join contacts c using (user_id)
where n.sms_state = 'due' and n.sms_due_at <= now()
  and n.created_at >= now() - make_interval(secs => :#expiry_seconds::double precision)
order by n.sms_due_at
limit 1
for update of n skip locked
