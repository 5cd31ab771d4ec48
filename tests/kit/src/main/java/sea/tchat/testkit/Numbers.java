package sea.tchat.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A number for each environment of the shared stores, from which the names of all that is its own are made. */
final class Numbers {

    /** What the local stack gives its Redis, less number 0. */
    private static final int REDIS_DATABASES = 1023;

    private Numbers() {}

    static long next(Map<String, String> stores) {
        String url = "jdbc:postgresql://" + stores.get("DB_HOST") + ":" + stores.get("DB_PORT") + "/postgres";
        try (Connection connection =
                        DriverManager.getConnection(url, stores.get("DB_USER"), stores.get("DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            // The lock, because two simultaneous "if not exists" may both find that it does not.
            statement.execute("SELECT pg_advisory_lock(4711)");
            statement.execute("CREATE SEQUENCE IF NOT EXISTS test_environment");
            statement.execute("SELECT pg_advisory_unlock(4711)");
            try (ResultSet row = statement.executeQuery("SELECT nextval('test_environment')")) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The PostgreSQL of the tests at " + url + ": " + e.getMessage(), e);
        }
    }

    /** An empty Redis database; after many environments one is used again. */
    static int redisDatabase(Map<String, String> stores, long number) {
        int database = (int) (1 + (number - 1) % REDIS_DATABASES);
        try (Socket socket = new Socket(stores.get("REDIS_HOST"), Integer.parseInt(stores.get("REDIS_PORT")))) {
            socket.setSoTimeout(5_000);
            String commands = "SELECT " + database + "\r\nFLUSHDB\r\n";
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
            byte[] answers = new byte["+OK\r\n+OK\r\n".length()];
            new DataInputStream(socket.getInputStream()).readFully(answers);
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
