insert into transactions (id, kind, amount, currency, from_user_id, to_user_id, from_account, to_account, method, note, dialog_id)
values (:id, :kind, :amount, :currency, :fromUser::uuid, :toUser::uuid, :fromAccount::uuid, :toAccount::uuid, :method, :note, :dialog::uuid)
