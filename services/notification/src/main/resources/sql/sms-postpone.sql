update notifications
set sms_reason = 'no_contact',
    sms_due_at = now() + greatest(make_interval(secs => :#contact_seconds::double precision), now() - created_at)
where id = :#id
