update refresh_tokens
set successor_sealed = null
where successor_sealed is not null
  and rotated_at < now() - make_interval(secs => :#grace_seconds)
