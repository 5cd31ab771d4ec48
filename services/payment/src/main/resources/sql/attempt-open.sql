select transaction_id, number, provider, state, reference, checks,
       state = 'started' and next_check_at > now() as in_call
from attempts
where transaction_id = :transaction and state <> 'refused'
