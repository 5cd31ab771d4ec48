update notifications set sms_state = :#sms_state, sms_reason = :#sms_reason::text where id = :#id
