update idempotency_keys set status_code = :status, response_body = :body
where user_id = :user and operation = :operation and key = :key and status_code = 202
