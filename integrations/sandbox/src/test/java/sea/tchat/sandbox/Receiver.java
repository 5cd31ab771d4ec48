package sea.tchat.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes webhooks and answers what it is told to; the JDK's server, so nothing is shared with what is tested. */
final class Receiver implements AutoCloseable {
    record Hook(String path, com.sun.net.httpserver.Headers headers, String body) {}

    private final HttpServer server;
    final List<Hook> hooks = new CopyOnWriteArrayList<>();
    volatile int status = 200;

    Receiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (status / 100 == 2) {
            hooks.add(new Hook(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
