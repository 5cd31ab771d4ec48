select id from accounts where id in (:ids) order by id for update
