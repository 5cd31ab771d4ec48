select d.id, d.type, d.name, d.description, d.created_by, d.created_at, d.member_count, m.role, m.delivered_seq, m.read_seq,
       m.muted_until, m.pinned, a.last_seq, a.last_activity_at,
       case when d.type = 'direct' then
           (select p.user_id from dialog_members p where p.dialog_id = d.id and p.user_id <> m.user_id limit 1)
       end as peer_id
from dialog_members m
join dialogs d on d.id = m.dialog_id
join dialog_activity a on a.dialog_id = m.dialog_id
where m.user_id = :#user_id
  and (cast(:#before_at as timestamptz) is null
       or (a.last_activity_at, d.id) < (cast(:#before_at as timestamptz), cast(:#before_id as uuid)))
order by a.last_activity_at desc, d.id desc
limit :#rows
