package sea.tchat.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * The ports of the stores: chosen once, remembered beside the data, so that addresses stay the same from run to run;
 * when a remembered one is taken by somebody else the next free one is chosen and remembered instead.
 */
final class Ports {

    private static final int HIGHEST = 32_000; // above begin the ports that systems hand to outgoing connections

    private final Path file;
    private final int shift;
    private final Set<Integer> claimed = new HashSet<>();

    /** @param shift added to every first choice, so that two stacks of one checkout do not reach for the same */
    Ports(Path file, int shift) {
        this.file = file;
        this.shift = shift;
    }

    synchronized int claim(String name, int firstChoice) {
        Properties known = PropertiesFile.read(file);
        String remembered = known.getProperty(name);
        int port = remembered == null ? firstChoice + shift : Integer.parseInt(remembered);
        while (claimed.contains(port) || !isFree(port)) {
            if (++port > HIGHEST) {
                throw new LocalException("No free port for " + name + " from " + firstChoice + " to " + HIGHEST + ".");
            }
        }
        claimed.add(port);
        if (!String.valueOf(port).equals(remembered)) {
            known.setProperty(name, String.valueOf(port));
            PropertiesFile.write(file, known);
        }
        return port;
    }

    /** Nobody listens on it, neither on this machine's own address nor on all of them. */
    static boolean isFree(int port) {
        return !answers(port) && binds(InetAddress.getLoopbackAddress(), port) && binds(null, port);
    }

    private static boolean binds(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
