package sea.tchat.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

@AuthTest
@ExtendWith(OutputCaptureExtension.class)
class SecrecyTest {
    @Autowired
    AuthClient client;

    @Autowired
    SmsInbox inbox;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    StringRedisTemplate redis;

    private final String number = AuthClient.newNumber();

    @Test
    void keepsNoCodeAndNoTokenInTheClear(CapturedOutput log) {
        String verification = client.sent(number);
        String code = inbox.code(number);
        JsonNode signIn = client.verify(verification, code).is(200).body();
        JsonNode refreshed =
                client.refresh(signIn.get("refresh_token").asText()).is(200).body();
        client.refresh("wrong").is(401);

        String tables = dump();
        for (JsonNode answer : List.of(signIn, refreshed)) {
            for (String secret : List.of("access_token", "refresh_token")) {
                String value = answer.get(secret).asText();
                assertThat(tables).doesNotContain(value, hex(value));
                assertThat(log.getAll()).doesNotContain(value);
            }
        }
        assertThat(jdbc.queryForList(
                                "select otp_verifications::text from otp_verifications where id = ?::uuid",
                                verification)
                        .toString())
                .doesNotContain("(" + code + ",", "," + code + ",", "\"" + code + "\"", hex(code));
        assertThat(log.getAll()).doesNotContain(number, "Tchat: " + code);
        Set<String> keys = redis.keys("*");
        assertThat(String.join(" ", keys)).doesNotContain(number, number.substring(1));
    }

    /** All rows of all tables, as text: what a stolen backup would show. */
    private String dump() {
        List<String> rows = new ArrayList<>();
        for (String table : jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'public'", String.class)) {
            rows.addAll(jdbc.queryForList("select t::text from \"" + table + "\" t", String.class));
        }
        return String.join("\n", rows);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
