select e.seq, e.transaction_id, t.kind, e.posting, e.amount, e.currency, e.balance_after, t.note, t.method, e.created_at,
       case when t.kind = 'transfer' then
           case when t.from_account = e.account_id then t.to_user_id else t.from_user_id end
       end as other_user_id
from entries e
join transactions t on t.id = e.transaction_id
where e.account_id = :wallet and e.seq < :before
order by e.seq desc
limit :limit
