-- Of parallel verifies with the right code one finds the row unused; the others wait for its transaction and then find none.
update otp_verifications
set used_at = now()
where id = :#verification_id
  and used_at is null
  and code_mac = :#code_mac
