insert into known_users (user_id, country, time_zone)
values (:user, :country, :zone)
on conflict (user_id) do update
set country = coalesce(excluded.country, known_users.country),
    time_zone = coalesce(excluded.time_zone, known_users.time_zone)
