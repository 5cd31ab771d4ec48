select id, owner_id, currency, balance, available, held, status, created_at
from accounts
where kind = 'wallet' and id in (:ids)
order by id
for no key update
