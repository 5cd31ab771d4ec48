select time_zone from known_users where user_id = :user and time_zone is not null
