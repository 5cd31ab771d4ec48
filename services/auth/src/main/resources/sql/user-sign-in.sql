-- Finds or makes the user of a number. The update changes nothing but locks the row, so that the sessions of one user are opened
-- one after the other and their cap holds.
insert into users(id, phone_number, country, locale, time_zone)
values (:#new_user_id, :#phone_number, :#country, :#locale, :#time_zone)
on conflict (phone_number) do update set phone_number = excluded.phone_number
returning *, xmax = 0 as is_new_user
