update provider_events
set tries = tries + 1, next_try_at = now() + make_interval(secs => least(3600, :pause * power(2, least(tries, 20))))
where (provider, event_id) = (
    select provider, event_id
    from provider_events
    where finding is null and next_try_at <= now()
    order by next_try_at
    limit 1
    for update skip locked)
returning provider, event_id, reference, tries
