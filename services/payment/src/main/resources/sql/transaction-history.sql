select to_state, reason, at from transaction_history where transaction_id = :id order by id
