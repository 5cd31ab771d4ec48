insert into dialog_members(dialog_id, user_id, role)
select :#id, member.id, case when member.id = :#created_by and :#type <> 'direct' then 'owner' else 'member' end
from unnest(cast(string_to_array(:#member_ids, ',') as uuid[])) as member(id)
