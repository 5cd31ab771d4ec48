update notifications set sms_state = :#sms_state where id = :#id
