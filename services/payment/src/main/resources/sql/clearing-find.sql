select id from accounts where kind = 'clearing' and provider = :provider and currency = :currency
