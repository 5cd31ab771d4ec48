select id, ended_at from sessions where ended_at > now() - make_interval(secs => :#since_seconds)
