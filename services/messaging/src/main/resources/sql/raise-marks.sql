update dialog_members
set read_seq = greatest(read_seq, :#read_seq), delivered_seq = greatest(delivered_seq, :#delivered_seq, :#read_seq)
where dialog_id = cast(:#id as uuid) and user_id = :#user_id
  and (read_seq < :#read_seq or delivered_seq < greatest(:#delivered_seq, :#read_seq))
