insert into provider_events (provider, event_id, kind, reference)
values (:provider, :event, :kind, :reference)
on conflict (provider, event_id) do nothing
