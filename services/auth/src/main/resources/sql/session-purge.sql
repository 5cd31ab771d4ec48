-- With their refresh tokens.
delete from sessions where least(ended_at, expires_at) < now() - interval '30 days'
