package sea.tchat.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/**
 * How another shell asks the running launcher to start a part again: a line {@code <token> <part>} on a loopback port,
 * answered by {@code ok} or by what went wrong. Port and token are in the environment file, which only its owner reads.
 */
final class Control {

    private final ServerSocket socket;
    private final String token;

    private Control(ServerSocket socket, String token) {
        this.socket = socket;
        this.token = token;
    }

    static Control listen(Supervisor supervisor) throws IOException {
        Control control = new Control(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), Secrets.letters(32));
        Thread thread = new Thread(() -> control.serve(supervisor), "control");
        thread.setDaemon(true);
        thread.start();
        return control;
    }

    int port() {
        return socket.getLocalPort();
    }

    String token() {
        return token;
    }

    /** Asks the launcher of this folder. */
    static void restart(Layout layout, String part) throws IOException {
        Map<String, String> running = PropertiesFile.readMap(layout.environmentFile());
        if (Session.launcher(layout).isEmpty() || !running.containsKey("CONTROL_PORT")) {
            throw new LocalException("Nothing runs here: start it with make dev.");
        }
        int port = Integer.parseInt(running.get("CONTROL_PORT"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader in = reader(socket)) {
            out.println(running.get("CONTROL_TOKEN") + " " + part);
            String answer = String.join("\n", in.lines().toList());
            if (!answer.equals("ok")) {
                throw new LocalException(answer.isEmpty() ? "The launcher ended while it restarted " + part : answer);
            }
        }
    }

    private void serve(Supervisor supervisor) {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept();
                    PrintWriter out = new PrintWriter(caller.getOutputStream(), true, StandardCharsets.UTF_8);
                    BufferedReader in = reader(caller)) {
                caller.setSoTimeout(5_000);
                out.println(answer(supervisor, in.readLine()));
            } catch (IOException callerIsGone) {
                Console.complain("  A caller of restart left early: " + callerIsGone.getMessage());
            }
        }
    }

    private String answer(Supervisor supervisor, String line) {
        String[] words = line == null ? new String[0] : line.split(" ");
        if (words.length != 2
                || !MessageDigest.isEqual(
                        words[0].getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
            return "Refused.";
        }
        try {
            supervisor.restart(words[1]);
            return "ok";
        } catch (RuntimeException e) {
            return e.getMessage();
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
