package sea.tchat.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A service that misbehaves on the wire: {@code …/garbage}, {@code …/reset}, {@code …/half}, and anything else hangs. */
final class FaultyService {
    private final ServerSocket server;

    FaultyService() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                daemon(() -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket socket) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = in.readLine();
            for (String header = line; header != null && !header.isEmpty(); header = in.readLine()) {
                continue;
            }
            if (line.contains("garbage")) {
                say(socket, "\u0001\u0002 what is this\r\n\r\n");
            } else if (line.contains("half")) {
                say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"a\":");
            } else if (line.contains("reset")) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        socket.close();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "faulty");
        thread.setDaemon(true);
        thread.start();
    }
}
