delete from inbox
where ctid in (select ctid from inbox where received_at < now() - interval '30 days' limit 10000)
