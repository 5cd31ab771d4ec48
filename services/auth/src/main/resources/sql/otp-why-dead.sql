select case
           when used_at is not null then 'OTP_ALREADY_USED'
           when failed_at is null and expires_at > now() then 'OTP_ATTEMPTS_EXCEEDED'
           else 'OTP_EXPIRED'
       end as code
from otp_verifications
where id = :#verification_id
