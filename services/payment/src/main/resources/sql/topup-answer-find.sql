select status_code, response_body from idempotency_keys where user_id = :user and operation = :operation and key = :key
