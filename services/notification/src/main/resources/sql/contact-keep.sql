insert into contacts (user_id, phone_number, locale, country, time_zone, changed_at)
values (:#user_id, :#phone_number, :#locale, :#country, :#time_zone, :#changed_at)
on conflict (user_id) do update
set phone_number = excluded.phone_number, locale = excluded.locale, country = excluded.country,
    time_zone = excluded.time_zone, changed_at = excluded.changed_at
where contacts.changed_at <= excluded.changed_at
