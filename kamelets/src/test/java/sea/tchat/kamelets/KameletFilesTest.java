package sea.tchat.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KameletFilesTest {
    private static final String FILE = "omise-charge-sink.kamelet.yaml";

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(Kamelets.folder())) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isSound(Path file) {
        assertThat(KameletCheck.problems(file)).isEmpty();
    }

    /** No kamelet without a test that runs it: a sink whose typo nobody noticed is worse than none. */
    @ParameterizedTest
    @MethodSource("files")
    void isRunByATest(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".kamelet.yaml", "");
        try (Stream<Path> tests = Files.walk(Kamelets.folder().resolve("src/test/java"))) {
            assertThat(tests.filter(test -> test.toString().endsWith("Test.java"))
                            .filter(test -> !test.endsWith("KameletFilesTest.java"))
                            .filter(test -> read(test).contains('"' + name + '"')))
                    .as("tests that run " + name)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name: omise-charge-sink       | name: omise-charge-snk          | metadata.name is 'omise-charge-snk'. Write 'omise-charge-sink'.
                    title: Secret Key             | x-title: Secret Key             | parameter secretKey has no title. Add `title:`.
                    format: password              | format: text                    | parameter secretKey is a secret and is not marked as one.
                    type: integer                 | type: int                       | parameter connectTimeout has an unknown type.
                    '"{{apiVersion}}"'            | '"2019-05-29"'                  | parameter apiVersion is used nowhere.
                    default: 2000                 | example: 2000                   | parameter connectTimeout must be either required or have a default.
                    - secretKey                   | - secretKeys                    | required parameter secretKeys does not exist.
                    '"^https?://.+[^/]$"'         | '"^https?://(.+[^/]$"'          | the pattern of parameter baseUrl is not a regular expression.
                    'uri: "kamelet:source"'       | 'xuri: "kamelet:source"'        | spec.template.from.uri is missing. Add it.
                    '      steps:'                | '      errorHandler: {}\n      steps:' | errorHandler in a kamelet would hide failures
                    """)
    void saysWhatIsWrongWhereAndWhatToDo(String sound, String broken, String message) throws IOException {
        String yaml = Files.readString(Kamelets.folder().resolve(FILE));
        assertThat(yaml).contains(sound);
        String spoilt = yaml.replaceFirst(
                java.util.regex.Pattern.quote(sound),
                java.util.regex.Matcher.quoteReplacement(broken.replace("\\n", "\n")));
        assertThat(KameletCheck.problems(FILE, spoilt))
                .anySatisfy(problem ->
                        assertThat(problem).matches("^" + FILE + ":\\d+: .*").contains(message));
    }

    @Test
    void namesTheLine() throws IOException {
        String yaml = Files.readString(Kamelets.folder().resolve(FILE));
        List<String> lines = yaml.lines().toList();
        int line = lines.indexOf("      secretKey:") + 1;
        assertThat(KameletCheck.problems(FILE, yaml.replaceFirst("title: Secret Key", "x: y")))
                .containsExactly(FILE + ":" + line + ": parameter secretKey has no title. Add `title:`.");
        assertThat(KameletCheck.problems(FILE, "kind: Kamelet\n  bad: [indentation"))
                .singleElement()
                .asString()
                .startsWith(FILE + ":2: this is not YAML");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
