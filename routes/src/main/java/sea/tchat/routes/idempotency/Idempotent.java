package sea.tchat.routes.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.identity.Identity;
import sea.tchat.routes.policy.Transaction;
import sea.tchat.routes.rest.Operation;
import sea.tchat.routes.rest.Problems;
import sea.tchat.routes.rest.RestEntry;
import sea.tchat.routes.rest.RestExit;

/**
 * {@code .policy("idempotent")}: the steps inside it are one PostgreSQL transaction that has its effect once for an
 * {@code Idempotency-Key}, however often and however parallel the call comes.
 *
 * <p>The key's row is written in the transaction of the effect, so there is no moment at which one is there without the other. A
 * second call with the key is answered with the first status and body, byte for byte, and {@code Idempotent-Replayed: true}; with
 * another body, 422; while the first is at work, 409. A refusal by a rule is an answer too: its effects are rolled back to a save
 * point, its row stays. A fault leaves nothing, so the client may try again. Without a key it is a plain transaction.
 */
public final class Idempotent implements Policy {
    public static final String NAME = "idempotent";

    private final TransactionTemplate template;
    private final JdbcTemplate jdbc;

    public Idempotent(TransactionTemplate template, JdbcTemplate jdbc) {
        this.template = template;
        this.jdbc = jdbc;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to add to the definition
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            try {
                template.executeWithoutResult(transaction -> once(steps, exchange, transaction));
            } catch (Exception e) {
                exchange.setException(e);
            }
        };
    }

    private void once(Processor steps, Exchange exchange, TransactionStatus transaction) {
        String key = exchange.getMessage().getHeader("idempotency_key", String.class);
        Call call = key == null ? null : Call.of(exchange, key);
        if (call != null && replay(call, exchange.getMessage())) {
            return;
        }
        Object savepoint = call == null ? null : transaction.createSavepoint();
        Transaction.runSteps(steps, exchange);
        Refused refused = call == null ? null : exchange.getException(Refused.class);
        if (refused != null && Problems.kind(refused.code()).status() < 500) {
            transaction.rollbackToSavepoint(savepoint);
            exchange.setException(null);
            RestEntry.answer(exchange, refused);
        } else if (Transaction.isHarmed(exchange)) {
            transaction.setRollbackOnly();
            return;
        }
        if (call != null) {
            keep(call, exchange.getMessage());
        }
    }

    /** @return whether the call was made before, and its answer stands in the message now */
    private boolean replay(Call call, Message message) {
        Boolean mine = jdbc.queryForObject(
                "select pg_try_advisory_xact_lock(hashtextextended(?, 0))", Boolean.class, call.lock());
        if (!Boolean.TRUE.equals(mine)) {
            throw new Refused("IDEMPOTENCY_KEY_IN_USE");
        }
        List<Map<String, Object>> rows = jdbc.queryForList(
                "select request_hash, status_code, response_body from idempotency_keys"
                        + " where user_id = ? and operation = ? and key = ? and expires_at > now()",
                call.userId(),
                call.operation(),
                call.key());
        if (rows.isEmpty()) {
            return false;
        }
        Map<String, Object> row = rows.get(0);
        if (!MessageDigest.isEqual((byte[]) row.get("request_hash"), call.hash())) {
            throw new Refused("IDEMPOTENCY_KEY_REUSED");
        }
        int status = (Integer) row.get("status_code");
        message.setHeaders(new HashMap<>());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, status >= 400 ? Problems.MEDIA_TYPE : "application/json");
        message.setHeader("Idempotent-Replayed", "true");
        String body = (String) row.get("response_body");
        message.setBody(body == null ? null : body.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private void keep(Call call, Message message) {
        int status = RestExit.status(message);
        String body = message.getBody() == null
                ? null
                : message.getBody() instanceof byte[] bytes
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : Json.write(message.getBody());
        jdbc.update(
                "insert into idempotency_keys(user_id, operation, key, request_hash, status_code, response_body)"
                        + " values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (user_id, operation, key) do update set request_hash = excluded.request_hash,"
                        + " status_code = excluded.status_code, response_body = excluded.response_body,"
                        + " created_at = now(), expires_at = now() + interval '30 days'",
                call.userId(),
                call.operation(),
                call.key(),
                call.hash(),
                status,
                body);
    }

    /** One use of a key: a key belongs to a user and an operation, and to one request. */
    private record Call(UUID userId, String operation, String key, byte[] hash) {
        static Call of(Exchange exchange, String key) {
            Identity identity = exchange.getProperty(Identity.PROPERTY, Identity.class);
            Operation operation = exchange.getProperty(RestEntry.OPERATION, Operation.class);
            String request = exchange.getProperty(RestEntry.INSTANCE, String.class) + "\n"
                    + Json.canonical(exchange.getMessage().getBody());
            return new Call(identity.userId(), operation.id(), key, sha256(request));
        }

        String lock() {
            return userId + "|" + operation + "|" + key;
        }

        private static byte[] sha256(String text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
