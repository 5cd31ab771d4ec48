insert into notifications (id, user_id, category, type, event_key, dialog_id, data)
values (:#id, :#user_id, :#category, :#type, :#event_key, :#dialog_id, :#data::jsonb)
on conflict (user_id, event_key) do nothing
