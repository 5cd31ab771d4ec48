insert into dialog_activity(dialog_id, last_activity_at) values (:#id, now())
