package sea.tchat.payment.store;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The answers to top-ups under their idempotency keys. The {@code idempotent} policy keeps what stood at the end of its transaction,
 * which here is only that the top-up has begun (202); the answer that the client gets is put in its place before it is given.
 */
@Component
public final class TopupAnswers {
    private static final String KEEP = Sql.statement("topup-answer-keep");
    private static final String FIND = Sql.statement("topup-answer-find");

    /** A status and body as a client got them. */
    public record Answer(int status, byte[] body) {}

    private final JdbcClient jdbc;

    public TopupAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the answer that holds: this one, or that of another call which was faster */
    public Answer keep(UUID user, String operation, String key, Answer answer) {
        int kept = jdbc.sql(KEEP)
                .param("user", user)
                .param("operation", operation)
                .param("key", key)
                .param("status", answer.status())
                .param("body", new String(answer.body(), StandardCharsets.UTF_8))
                .update();
        if (kept == 1) {
            return answer;
        }
        return jdbc.sql(FIND)
                .param("user", user)
                .param("operation", operation)
                .param("key", key)
                .query((row, n) -> new Answer(
                        row.getInt("status_code"),
                        row.getString("response_body").getBytes(StandardCharsets.UTF_8)))
                .optional()
                .orElse(answer);
    }
}
