select * from users where id = :#id::uuid and status <> 'deleted'
