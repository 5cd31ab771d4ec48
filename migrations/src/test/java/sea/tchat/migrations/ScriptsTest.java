package sea.tchat.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptsTest {

    /** ALTER has no IF NOT EXISTS that ScyllaDB knows, so it stands alone in its script, where there is nothing to take up. */
    private static final Pattern HARMLESS_TWICE = Pattern.compile(
            "(?is)(CREATE\\s.*?\\sIF NOT EXISTS\\s|DROP\\s.*?\\sIF EXISTS\\s|INSERT\\s|UPDATE\\s|DELETE\\s).*");

    static List<String> services() {
        return Migrate.SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyChangesetHasAWayBack(String service) {
        assertThat(new PostgresChanges(service).all()).isNotEmpty().allSatisfy(change -> assertThat(
                        change.getRollback().getChanges())
                .as("--rollback of %s in %s", change.getId(), change.getFilePath())
                .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("services")
    void cqlCanBeTakenUpAfterACrash(String service) {
        for (Script script : Scripts.in("scylla/" + service)) {
            List<String> statements = CqlScript.statements(script.content());
            assertThat(statements).as(script.path()).isNotEmpty();
            if (statements.size() > 1 || !statements.get(0).regionMatches(true, 0, "ALTER", 0, 5)) {
                assertThat(statements)
                        .as("%s: IF [NOT] EXISTS on each; ALTER alone in its script", script.path())
                        .allMatch(statement -> HARMLESS_TWICE.matcher(statement).matches());
            }
        }
    }

    @Test
    void theFabricComesFirst() {
        assertThat(new PostgresChanges("auth").all().get(0).getFilePath()).isEqualTo("postgres/fabric/001_fabric.sql");
    }

    @Test
    void aFolderWithoutScriptsIsEmpty() {
        assertThat(Scripts.in("postgres/not_there_yet")).isEmpty();
    }

    @Test
    void refusesANameThatDoesNotSort() {
        assertThatThrownBy(() -> Script.of("postgres/auth/2_Users.sql", ""))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("three digits");
    }

    @Test
    void refusesTheSameNumberTwice() {
        assertThatThrownBy(() -> Script.inOrder(
                        List.of(Script.of("postgres/auth/001_a.sql", ""), Script.of("postgres/auth/001_b.sql", ""))))
                .hasMessageContaining("001_a.sql")
                .hasMessageContaining("001_b.sql");
    }

    @Test
    void refusesAGapInTheNumbers() {
        assertThatThrownBy(() -> Script.inOrder(
                        List.of(Script.of("postgres/auth/001_a.sql", ""), Script.of("postgres/auth/003_c.sql", ""))))
                .hasMessageContaining("002 is missing");
    }

    @Test
    void refusesAChangesetNamedTwice() {
        String one = "--liquibase formatted sql\n--changeset tchat:users\nSELECT 1;\n--rollback SELECT 1;\n";
        assertThatThrownBy(() -> new PostgresChanges(
                        "auth",
                        List.of(Script.of("postgres/auth/001_a.sql", one), Script.of("postgres/auth/002_b.sql", one))))
                .hasMessageContaining("users is already in");
    }

    @Test
    void refusesAFileThatIsNotFormattedSql() {
        assertThatThrownBy(
                        () -> new PostgresChanges("auth", List.of(Script.of("postgres/auth/001_a.sql", "SELECT 1;"))))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("001_a.sql");
    }
}
