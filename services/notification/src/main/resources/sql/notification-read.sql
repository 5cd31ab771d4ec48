update notifications set read_at = coalesce(read_at, now()) where id = :#id::uuid and user_id = :#user_id
