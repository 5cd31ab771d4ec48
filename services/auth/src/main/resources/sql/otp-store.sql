-- A new verification, or a new code on one that is open: the tries already spent stay spent.
insert into otp_verifications(id, phone_number, country, locale, device_id, client_ip, code_mac, expires_at)
values (:#verification_id, :#phone_number, :#country, :#locale, :#device_id, :#client_ip::inet, :#code_mac,
        now() + make_interval(secs => :#otp_seconds))
on conflict (id) do update
set code_mac = excluded.code_mac,
    locale = excluded.locale,
    expires_at = excluded.expires_at,
    resends = otp_verifications.resends + 1
where otp_verifications.used_at is null
