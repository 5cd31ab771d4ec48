package sea.tchat.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request as bytes, for what no proper client would send. */
final class RawHttp {
    private RawHttp() {}

    static String get(String url, String path, String authorization) throws IOException {
        URI to = URI.create(url);
        try (Socket socket = new Socket(to.getHost(), to.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                                    + authorization + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
