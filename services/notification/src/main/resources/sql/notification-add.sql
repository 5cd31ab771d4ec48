insert into notifications (id, user_id, category, type, event_key, dialog_id, data, sms_state, sms_reason)
values (:#id, :#user_id, :#category, :#type, :#event_key, :#dialog_id, :#data::jsonb, :#sms_state, :#sms_reason::text)
on conflict (user_id, event_key) do nothing
