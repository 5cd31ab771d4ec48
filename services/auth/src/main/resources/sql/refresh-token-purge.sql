delete from refresh_tokens where expires_at < now()
