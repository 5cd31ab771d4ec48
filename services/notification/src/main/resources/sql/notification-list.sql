select id, category, type, dialog_id, data::text as data, created_at, read_at
from notifications
where user_id = :#user_id
  and (:#cursor::uuid is null or id < :#cursor::uuid)
  and (not :#unread or read_at is null)
order by id desc
limit :#limit + 1
