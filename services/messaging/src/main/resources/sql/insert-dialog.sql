insert into dialogs(id, type, name, description, direct_pair, member_count, created_by)
values (:#id, :#type, :#name, :#description, :#direct_pair, :#member_count, :#created_by)
on conflict (direct_pair) do nothing
returning id
