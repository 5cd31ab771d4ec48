select d.id, d.type, d.name, d.description, d.created_by, d.created_at, d.member_count, m.role, m.delivered_seq, m.read_seq,
       m.muted_until, m.pinned, a.last_seq, a.last_activity_at,
       case when d.type = 'direct' then
           (select p.user_id from dialog_members p where p.dialog_id = d.id and p.user_id <> m.user_id limit 1)
       end as peer_id
from dialog_members m
join dialogs d on d.id = m.dialog_id
join dialog_activity a on a.dialog_id = m.dialog_id
where m.dialog_id = cast(:#id as uuid) and m.user_id = :#user_id
