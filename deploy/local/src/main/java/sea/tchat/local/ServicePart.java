package sea.tchat.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of our own programs: its jar and {@code target/lib}, as in production, with flags that start quickly on two cores.
 *
 * @param module folder of the module in the checkout
 * @param health path whose answer below 400 says that it is ready
 */
record ServicePart(
        Layout layout, String name, String module, String main, int port, String health, Map<String, String> settings)
        implements Part {

    private static final List<String> QUICK_START = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xms64m",
            "-Xmx384m",
            "-Dfile.encoding=UTF-8",
            "-Djava.net.preferIPv4Stack=true");

    @Override
    public Launch prepare() {
        Preflight.portIsFree(name, port);
        List<String> command = new ArrayList<>();
        command.add(Programs.java());
        command.addAll(QUICK_START);
        command.addAll(List.of("-cp", layout.classPath(module), main));
        String address = "127.0.0.1:" + port;
        return Launch.of(command, settings, address, Readiness.http("http://" + address + health));
    }
}
