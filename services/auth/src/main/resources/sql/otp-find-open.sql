-- What a resend goes on with. Only the device that began it may: its id is its own secret, while anyone may type a number,
-- and would then hold the victim's verification and could spend its tries.
select id, resends, greatest(1, ceil(extract(epoch from expires_at - now())))::bigint as seconds_left
from otp_verifications
where phone_number = :#phone_number
  and device_id = :#device_id
  and used_at is null
  and failed_at is null
  and attempts < :#otp_tries
  and expires_at > now()
order by created_at desc
limit 1
