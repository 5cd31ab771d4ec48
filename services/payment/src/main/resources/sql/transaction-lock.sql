select id, kind, state, state_reason, amount, currency, from_user_id, to_user_id, from_account, to_account, method, note, dialog_id,
       next_action::text as next_action, created_at, updated_at
from transactions
where id = :id
for no key update
