select id, topic, key, headers::text as headers, payload
from outbox
where pg_try_advisory_xact_lock(hashtextextended('fabric.outbox', 0))
order by id
limit :#batch
for update skip locked
