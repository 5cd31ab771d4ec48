insert into known_users(user_id) values (cast(:#known_user_id as uuid)) on conflict do nothing
