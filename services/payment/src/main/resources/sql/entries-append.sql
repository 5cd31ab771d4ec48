insert into entries (account_id, transaction_id, posting, amount, currency)
values (:from, :transaction, :posting, -:amount, :currency),
       (:to, :transaction, :posting, :amount, :currency)
