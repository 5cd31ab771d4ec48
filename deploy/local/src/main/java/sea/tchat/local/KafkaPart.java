package sea.tchat.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One Kafka broker that is its own controller (KRaft). */
record KafkaPart(Layout layout, int port, int controllerPort) implements Part {

    private static final String CLUSTER = "4L6g3nShT-eMCtK--X86sw";

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Launch prepare() throws IOException {
        Path data = layout.data(name());
        Path config = Template.write(
                "kafka.properties",
                Files.createDirectories(data),
                Map.of(
                        "PORT", String.valueOf(port),
                        "CONTROLLER_PORT", String.valueOf(controllerPort),
                        "DIR", data.toString()));
        String jars = layout.storeJars(name()) + "/*";
        if (!Files.exists(data.resolve("log/meta.properties"))) {
            Archive.delete(data.resolve("log"));
            Programs.run(
                    List.of(
                            Programs.java(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            jars,
                            "kafka.tools.StorageTool",
                            "format",
                            "-t",
                            CLUSTER,
                            "-c",
                            config.toString()),
                    Map.of(),
                    layout.log(name()));
        }
        List<String> command = List.of(
                Programs.java(),
                "-Xms128m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                jars,
                "kafka.Kafka",
                config.toString());
        return Launch.of(command, Map.of(), "127.0.0.1:" + port, Readiness.kafka("127.0.0.1", port));
    }
}
