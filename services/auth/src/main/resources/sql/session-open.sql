insert into sessions(id, user_id, device_id, platform, device_name, app_version, push_token, client_ip, expires_at)
values (:#session_id, :#user_id, :#device_id, :#platform, :#device_name, :#app_version, :#push_token, :#client_ip::inet,
        clock_timestamp() + make_interval(secs => :#refresh_seconds))
