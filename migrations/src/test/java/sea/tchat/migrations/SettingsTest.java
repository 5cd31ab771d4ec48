package sea.tchat.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void namesReplaceTheDefaultForASingleServiceOnly() {
        Settings settings = Settings.from(Map.of("DB_NAME", "mine", "SCYLLA_KEYSPACE", "mine"));
        assertThat(settings.jdbcUrl("auth", true)).contains("/mine?");
        assertThat(settings.jdbcUrl("auth", false)).contains("/tchat_auth?");
        assertThat(settings.keyspace("auth", true)).isEqualTo("mine");
        assertThat(settings.keyspace("auth", false)).isEqualTo("tchat_auth");
    }

    @Test
    void productionSaysWhatIsMissing() {
        assertThatThrownBy(() -> Settings.from(Map.of("ENVIRONMENT", "production", "DB_HOST", "db")))
                .hasMessageContaining("DB_PASSWORD")
                .hasMessageContaining("SCYLLA_HOSTS")
                .hasMessageNotContaining("DB_HOST");
    }

    @Test
    void refusesANumberThatIsNone() {
        assertThatThrownBy(() -> Settings.from(Map.of("DB_PORT", "five")))
                .hasMessage("DB_PORT=five is not a positive number");
    }

    @Test
    void spreadsReplicasOverADataCentreInProduction() {
        assertThat(ScyllaMigrations.replication(true, "dc1", 3)).contains("NetworkTopologyStrategy", "'dc1': 3");
        assertThat(ScyllaMigrations.replication(false, "dc1", 1)).contains("SimpleStrategy");
    }

    @Test
    void topicsCarryPrefixPartitionsAndConfig() {
        assertThat(KafkaTopics.parse("# note\n\nmessage.inbound 12 a=b c=d=e\n", "tchat."))
                .containsExactly(new KafkaTopics.Topic("tchat.message.inbound", 12, Map.of("a", "b", "c", "d=e")));
        assertThat(KafkaTopics.parse(Scripts.text("kafka/topics.txt"), "x."))
                .hasSize(8)
                .allMatch(topic -> topic.partitions() == 12);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "sideways", "up nobody", "down", "down auth payment", "down auth 0", "down auth -1"})
    void saysHowItIsUsed(String arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true);
        assertThat(Migrate.run(List.of(arguments.split(" ")), out, out)).isEqualTo(2);
        assertThat(said.toString()).startsWith("usage:");
    }
}
