package sea.tchat.messaging.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statements of {@code cql/}, prepared. */
final class Statements {
    private final CqlSession session;

    Statements(CqlSession session) {
        this.session = session;
    }

    /**
     * All are marked idempotent, so that the driver may try another node: reads are, and each write carries its timestamp from the
     * log.
     */
    PreparedStatement prepare(String name) {
        return session.prepare(
                SimpleStatement.builder(text(name)).setIdempotence(true).build());
    }

    private static String text(String name) {
        String resource = "/cql/" + name + ".cql";
        try (InputStream in = Statements.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
