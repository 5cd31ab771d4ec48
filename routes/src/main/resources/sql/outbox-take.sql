select id, topic, key, headers::text as headers, payload
from outbox
order by id
limit :#batch
for update skip locked
