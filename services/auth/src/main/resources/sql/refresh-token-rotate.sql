update refresh_tokens
set rotated_at = clock_timestamp(), successor_sealed = :#successor_sealed
where token_hash = :#token_hash
