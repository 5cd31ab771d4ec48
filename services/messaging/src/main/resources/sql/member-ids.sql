select user_id from dialog_members where dialog_id = :#dialog_id
