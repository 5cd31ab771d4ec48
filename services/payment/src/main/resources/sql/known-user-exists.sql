select exists (select from known_users where user_id = :user)
