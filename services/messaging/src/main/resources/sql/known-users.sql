select user_id from known_users where user_id = any(cast(string_to_array(:#ids, ',') as uuid[]))
