select user_id, role, joined_at from dialog_members
where dialog_id = cast(:#id as uuid) and (cast(:#after_id as uuid) is null or user_id > cast(:#after_id as uuid))
order by user_id
limit :#rows
