delete from otp_verifications where expires_at < now() - interval '1 day'
