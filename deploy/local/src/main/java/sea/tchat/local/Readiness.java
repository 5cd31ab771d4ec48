package sea.tchat.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Whether a part answers in its own protocol. An open port is not enough: PostgreSQL listens while it still recovers,
 * Redis while it loads.
 */
@FunctionalInterface
interface Readiness {

    int PATIENCE_MS = 2_000;

    /** @throws IOException nobody is there, which is as good as {@code false} */
    boolean isReady() throws IOException;

    default boolean now() {
        try {
            return isReady();
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    /** A status below 400 to a GET. */
    static Readiness http(String url) {
        return () -> {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try {
                return connection.getResponseCode() < 400;
            } finally {
                connection.disconnect();
            }
        };
    }

    /** A start-up packet (protocol 3.0) is answered by a request to authenticate, not by "is starting up". */
    static Readiness postgres(String host, int port) {
        byte[] parameters = "user\0tchat\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        String head = String.format("%08x00030000", parameters.length + 8);
        return () -> exchange(host, port, concat(HexFormat.of().parseHex(head), parameters), 1)[0] == 'R';
    }

    static Readiness redis(String host, int port) {
        byte[] ping = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
        return () -> {
            String answer = new String(exchange(host, port, ping, 5), StandardCharsets.US_ASCII);
            return answer.equals("+PONG") || answer.equals("-NOAU");
        };
    }

    /** CQL v4: OPTIONS is answered by SUPPORTED (6). */
    static Readiness cassandra(String host, int port) {
        byte[] options = HexFormat.of().parseHex("040000000500000000");
        return () -> exchange(host, port, options, 9)[4] == 6;
    }

    /** ApiVersions v0 is answered with error code 0. */
    static Readiness kafka(String host, int port) {
        byte[] apiVersions = HexFormat.of().parseHex("0000000a" + "0012" + "0000" + "00000001" + "ffff");
        return () -> {
            byte[] answer = exchange(host, port, apiVersions, 10);
            return answer[8] == 0 && answer[9] == 0;
        };
    }

    private static byte[] exchange(String host, int port, byte[] question, int answerLength) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            out.write(question);
            out.flush();
            byte[] answer = new byte[answerLength];
            new DataInputStream(socket.getInputStream()).readFully(answer);
            return answer;
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = new byte[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
