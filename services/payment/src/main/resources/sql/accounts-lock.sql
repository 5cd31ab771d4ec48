select id from accounts where id in (:ids) order by id for no key update
