select coalesce(sum(amount) filter (where created_at >= :day), 0)::bigint as today,
       coalesce(sum(amount), 0)::bigint as this_month
from transactions
where from_account = :wallet and kind = 'transfer' and created_at >= :month
  and state in ('completed', 'partially_refunded', 'refunded')
