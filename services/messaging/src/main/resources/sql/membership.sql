select role from dialog_members where dialog_id = cast(:#id as uuid) and user_id = :#user_id
