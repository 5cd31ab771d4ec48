package sea.tchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultsTest extends SandboxTest {
    private static final String AUTH = basic(SKEY, "");

    private HttpRequest.Builder charge() {
        return post("/omise/charges", AUTH, "amount", "10000", "currency", "THB", "source[type]", "promptpay");
    }

    private int charges() throws Exception {
        return json(get("/omise/charges", AUTH)).path("total").asInt();
    }

    private void fault(String kind, String... more) throws Exception {
        String[] form = {"provider", "omise", "path_prefix", "/charges", "method", "POST", "fault", kind};
        String[] all = java.util.Arrays.copyOf(form, form.length + more.length);
        System.arraycopy(more, 0, all, form.length, more.length);
        assertThat(control("/faults", all).statusCode()).isEqualTo(201);
    }

    @Test
    void aStatusIsAnsweredInTheProvidersFormAndNothingIsDone() throws Exception {
        fault("status", "status", "429", "retry_after", "7", "times", "2");
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> busy = send(charge());
            assertThat(busy.statusCode()).isEqualTo(429);
            assertThat(busy.headers().firstValue("Retry-After")).hasValue("7");
            assertThat(json(busy).path("object").asText()).isEqualTo("error");
        }
        assertThat(charges()).isZero();
        assertThat(send(charge()).statusCode()).isEqualTo(200);
    }

    @Test
    void aResetBeforeDoesNothingAndOneAfterHasDoneIt() throws Exception {
        fault("reset_before");
        assertThatThrownBy(() -> send(charge())).isInstanceOf(IOException.class);
        assertThat(charges()).isZero();
        fault("reset_after");
        assertThatThrownBy(() -> send(charge())).isInstanceOf(IOException.class);
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void aTimeoutAfterHasDoneItAndIsInTheRequestLog() throws Exception {
        fault("timeout_after");
        assertThatThrownBy(() -> send(charge().timeout(Duration.ofMillis(300))))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(charges()).isEqualTo(1);
        JsonNode log = read("/sandbox/requests?provider=omise&path=/charges&limit=10");
        assertThat(log.get(1).path("fault").asText()).isEqualTo("timeout_after");
        assertThat(log.get(1).path("status").asInt()).isEqualTo(200);
    }

    @Test
    void garbageIsNoJsonAndSurvivesARestartUntilItIsUsedUp() throws Exception {
        fault("garbage_after");
        restart();
        assertThatThrownBy(() -> json(send(charge()))).isInstanceOf(IOException.class);
        assertThat(charges()).isEqualTo(1);
        assertThat(read("/sandbox/faults")).isEmpty();
    }

    @Test
    void aTornLastLineOfTheJournalIsForgottenAndTheRestIsKept() throws Exception {
        send(charge());
        sandbox.close();
        Path journal = data.resolve("journal.jsonl");
        Files.writeString(journal, "[[\"omise_charges\",\"chrg_torn\",{\"wi", StandardOpenOption.APPEND);
        sandbox = Sandbox.start(env());
        assertThat(charges()).isEqualTo(1);
        send(charge());
        restart();
        assertThat(charges()).isEqualTo(2);
    }

    @Test
    void aSecondSandboxOnTheSameDataAndMissingSettingsAreOneClearLine() {
        assertThatThrownBy(() -> Sandbox.start(env())).hasMessageContaining("another sandbox is using");
        var env = env();
        env.remove("OMISE_SECRET_KEY");
        assertThatThrownBy(() -> Sandbox.start(env)).hasMessage("set OMISE_SECRET_KEY");
        env.put("OMISE_SECRET_KEY", "skey_live_x");
        assertThatThrownBy(() -> Sandbox.start(env)).hasMessageContaining("no test key");
    }

    @Test
    void thePageShowsWhatCameInAndEscapesIt() throws Exception {
        send(post(
                "/twilio/2010-04-01/Accounts/" + SID + "/Messages.json",
                basic(SID, TOKEN),
                "To",
                "+66812345678",
                "From",
                "+15005550006",
                "Body",
                "<script>alert(1)</script>"));
        String page = send(to("/")).body();
        assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
    }

    @Test
    void aStrangersPageCannotUseTheControls() throws Exception {
        HttpResponse<String> refused = send(to("/sandbox/faults")
                .header("Origin", "http://elsewhere.example")
                .DELETE());
        assertThat(refused.statusCode()).isEqualTo(403);
    }
}
