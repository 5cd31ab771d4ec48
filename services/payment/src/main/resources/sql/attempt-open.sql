select transaction_id, number, provider, state, reference, checks, absences,
       extract(epoch from now() - started_at) as age, state = 'started' and next_check_at > now() as in_call
from attempts
where transaction_id = :transaction and state <> 'refused'
