package sea.tchat.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Cassandra node, which speaks Scylla's protocol; always on JDK 17, whatever runs the rest. */
record CassandraPart(Layout layout, Path java17, int port, int storagePort) implements Part {

    @Override
    public String name() {
        return "cassandra";
    }

    @Override
    public Launch prepare() throws IOException {
        Path data = Files.createDirectories(layout.data(name()));
        Path jars = layout.storeJars(name());
        Map<String, String> values = Map.of(
                "DIR", data.toString(),
                "LIB", jars.toString(),
                "PORT", String.valueOf(port),
                "STORAGE_PORT", String.valueOf(storagePort));
        Template.write("cassandra.yaml", data, values);
        Template.write("cassandra-logback.xml", data, values);
        List<String> command = new ArrayList<>();
        command.add(java17.toString());
        Template.text("cassandra.jvmflags", values)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(command::add);
        command.addAll(List.of("-cp", jars + "/*", "org.apache.cassandra.service.CassandraDaemon"));
        return Launch.of(command, Map.of(), "127.0.0.1:" + port, Readiness.cassandra("127.0.0.1", port));
    }
}
