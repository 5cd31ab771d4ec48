package sea.tchat.routes.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import sea.tchat.routes.limits.TokenBuckets.Take;
import sea.tchat.routes.testing.FabricTest;

@FabricTest
class TokenBucketsTest {
    @Autowired
    TokenBuckets buckets;

    private final String key = UUID.randomUUID().toString();
    private final Limit five = new Limit("five", 5, 1, 3600, true);
    private final Limit two = new Limit("two", 2, 1, 3600, false);

    @Test
    void letsExactlyTheBurstThroughUnderParallelCalls() {
        long allowed = IntStream.range(0, 200)
                .parallel()
                .filter(i -> buckets.take(List.of(new Take(five, key))).allowed())
                .count();

        assertThat(allowed).isEqualTo(5);
    }

    @Test
    void takesFromAllOrFromNone() {
        for (int i = 0; i < 2; i++) {
            assertThat(buckets.take(List.of(new Take(five, key), new Take(two, key)))
                            .allowed())
                    .isTrue();
        }
        var refused = buckets.take(List.of(new Take(five, key), new Take(two, key)));
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.limit()).isEqualTo(two);
        assertThat(refused.retryAfterSeconds()).isBetween(3590L, 3600L);

        var rest = buckets.take(List.of(new Take(five, key)));
        assertThat(rest.remaining()).as("the refused call took nothing").isEqualTo(2);
    }

    @Test
    void refillsWithTime() {
        Limit quick = new Limit("quick", 1, 20, 1, false);
        assertThat(buckets.take(List.of(new Take(quick, key))).allowed()).isTrue();
        org.awaitility.Awaitility.await()
                .until(() -> buckets.take(List.of(new Take(quick, key))).allowed());
    }

    @Test
    void failsAsItsTableSaysWhileRedisIsAway() {
        LettuceConnectionFactory nowhere = new LettuceConnectionFactory("127.0.0.1", 1);
        nowhere.afterPropertiesSet();
        nowhere.start();
        try {
            TokenBuckets away = new TokenBuckets(new StringRedisTemplate(nowhere));
            assertThat(away.take(List.of(new Take(two, key))).allowed()).isTrue();
            assertThat(away.take(List.of(new Take(two, key), new Take(five, key)))
                            .allowed())
                    .isFalse();
        } finally {
            nowhere.destroy();
        }
    }
}
