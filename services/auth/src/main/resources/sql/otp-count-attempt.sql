-- Before the compare and committed by itself: whatever becomes of this request, the try is spent, and of any number of parallel
-- ones no more than the allowed get to the compare.
update otp_verifications
set attempts = attempts + 1
where id = :#verification_id
  and attempts < :#otp_tries
  and used_at is null
  and failed_at is null
  and expires_at > now()
returning phone_number, country, locale, code_mac, attempts
