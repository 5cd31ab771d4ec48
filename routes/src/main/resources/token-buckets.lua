-- Takes from several token buckets in one step: from all of them, or from none.
-- KEYS   one a bucket: a hash {tokens, at}, gone again once it would be full
-- ARGV   for each bucket: burst, tokens a second, how many to take
-- returns {allowed 1|0, index of the emptiest refusing bucket or 0, then for each bucket: whole tokens left, ms until enough}
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local levels, answer, allowed, refusing, longest = {}, {}, 1, 0, -1
for i, key in ipairs(KEYS) do
  local burst, rate, take = tonumber(ARGV[i * 3 - 2]), tonumber(ARGV[i * 3 - 1]), tonumber(ARGV[i * 3])
  local bucket = redis.call('HMGET', key, 'tokens', 'at')
  local tokens = burst
  if bucket[1] then
    tokens = math.min(burst, tonumber(bucket[1]) + math.max(0, now - tonumber(bucket[2])) * rate / 1000)
  end
  levels[i] = tokens
  if tokens < take then
    local wait = math.ceil((take - tokens) * 1000 / rate)
    if wait > longest then
      refusing, longest = i, wait
    end
    allowed = 0
  end
end
for i, key in ipairs(KEYS) do
  local burst, rate, take = tonumber(ARGV[i * 3 - 2]), tonumber(ARGV[i * 3 - 1]), tonumber(ARGV[i * 3])
  if allowed == 1 then
    levels[i] = levels[i] - take
    redis.call('HSET', key, 'tokens', tostring(levels[i]), 'at', now)
    redis.call('PEXPIRE', key, math.ceil((burst - levels[i]) * 1000 / rate) + 1000)
  end
  answer[#answer + 1] = math.floor(levels[i])
  answer[#answer + 1] = levels[i] >= take and 0 or math.ceil((take - levels[i]) * 1000 / rate)
end
return { allowed, refusing, unpack(answer) }
