update provider_events set finding = :finding, worked_at = now()
where provider = :provider and event_id = :event and finding is null
