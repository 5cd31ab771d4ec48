insert into accounts (id, kind, owner_id, currency)
values (:id, 'wallet', :owner, :currency)
on conflict (owner_id, currency) where kind = 'wallet' do nothing
