-- Locks the token and its session: of parallel refreshes one rotates, the others wait and then see that it was rotated a moment
-- ago. clock_timestamp(), because now() is from before the wait.
select t.session_id,
       t.successor_sealed,
       t.rotated_at is not null as rotated,
       t.expires_at > clock_timestamp() as unexpired,
       coalesce(t.successor_sealed is not null
                and t.rotated_at > clock_timestamp() - make_interval(secs => :#grace_seconds), false) as in_grace,
       coalesce(extract(epoch from clock_timestamp() - t.rotated_at), 0)::bigint as seconds_ago,
       s.ended_at is null and s.expires_at > clock_timestamp() and u.status = 'active' as live,
       u.*
from refresh_tokens t
join sessions s on s.id = t.session_id
join users u on u.id = s.user_id
where t.token_hash = :#token_hash
for update of t, s
