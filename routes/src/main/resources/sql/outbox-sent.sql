delete from outbox where id in (:#in:ids)
