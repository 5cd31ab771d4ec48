-- Those that wait, and those that a sender holds just now, having found no contact a moment ago: for its lock this waits, and looks
-- again at what it wrote. Not those that wait for the provider.
update notifications set sms_due_at = now(), sms_reason = null
where user_id = :#user_id and sms_state = 'due' and (sms_reason = 'no_contact' or sms_due_at <= now())
