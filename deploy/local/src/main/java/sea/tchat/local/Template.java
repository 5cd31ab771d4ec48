package sea.tchat.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Configuration files of the stores, resources beside this class, with {@code ${NAME}} where this machine's values go. */
final class Template {

    private static final Pattern HOLE = Pattern.compile("\\$\\{([A-Z_]+)}");

    private Template() {}

    static String text(String resource, Map<String, String> values) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return HOLE.matcher(text).replaceAll(hole -> {
                String value = values.get(hole.group(1));
                if (value == null) {
                    throw new IllegalArgumentException(resource + " wants " + hole.group(1));
                }
                return Matcher.quoteReplacement(value);
            });
        }
    }

    static Path write(String resource, Path folder, Map<String, String> values) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(resource), text(resource, values));
    }
}
