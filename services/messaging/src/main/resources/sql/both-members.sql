select count(*) from dialog_members where dialog_id = :#dialog_id and user_id in (:#from_user_id, :#to_user_id)
