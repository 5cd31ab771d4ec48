update attempts set next_check_at = null where transaction_id = :transaction and next_check_at is not null
