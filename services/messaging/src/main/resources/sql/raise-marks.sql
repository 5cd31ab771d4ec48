update dialog_members
set read_seq = greatest(read_seq, cast(:#read_seq as bigint)),
    delivered_seq = greatest(delivered_seq, cast(:#delivered_seq as bigint), cast(:#read_seq as bigint))
where dialog_id = cast(:#id as uuid) and user_id = :#user_id
  and (read_seq < cast(:#read_seq as bigint)
       or delivered_seq < greatest(cast(:#delivered_seq as bigint), cast(:#read_seq as bigint)))
