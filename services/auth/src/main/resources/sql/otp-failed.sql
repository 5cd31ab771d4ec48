update otp_verifications set failed_at = now(), failure = :#failure where id = :#verification_id and used_at is null
