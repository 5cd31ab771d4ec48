insert into accounts (id, kind, provider, currency)
values (:id, 'clearing', :provider, :currency)
on conflict (provider, currency) where kind = 'clearing' do nothing
