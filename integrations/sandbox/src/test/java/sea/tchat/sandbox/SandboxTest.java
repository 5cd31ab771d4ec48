package sea.tchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sea.tchat.sandbox.wire.Json;

/** A sandbox on a free port, a receiver of its webhooks, and a plain HTTP client. */
abstract class SandboxTest {
    static final String SID = "AC" + "0123456789abcdef".repeat(2);
    static final String TOKEN = "token-of-this-test";
    static final String STRIPE = "sk_test_of_this_test";
    static final String WHSEC = "whsec_of_this_test";
    static final String SKEY = "skey_test_of_this_test";
    static final String PKEY = "pkey_test_of_this_test";
    static final String OMISE_SECRET =
            Base64.getEncoder().encodeToString("secret of this test".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path data;

    final HttpClient http = HttpClient.newHttpClient();
    Receiver receiver;
    Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver(0);
        sandbox = Sandbox.start(env());
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.close();
    }

    void restart() throws IOException {
        sandbox.close();
        sandbox = Sandbox.start(env());
    }

    Map<String, String> env() {
        Map<String, String> env = new HashMap<>(Map.of(
                "SANDBOX_PORT", "0",
                "SANDBOX_DATA", data.toString(),
                "TWILIO_ACCOUNT_SID", SID,
                "TWILIO_AUTH_TOKEN", TOKEN,
                "STRIPE_SECRET_KEY", STRIPE,
                "STRIPE_WEBHOOK_SECRET", WHSEC,
                "OMISE_SECRET_KEY", SKEY,
                "OMISE_PUBLIC_KEY", PKEY,
                "OMISE_WEBHOOK_SECRET", OMISE_SECRET));
        env.put("STRIPE_WEBHOOK_URL", receiver.url("/stripe"));
        env.put("OMISE_WEBHOOK_URL", receiver.url("/omise"));
        env.put("SANDBOX_RETRY_MS", "20");
        env.put("SANDBOX_STEP_MS", "5");
        return env;
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** @param form names and values in turn */
    static String form(String... form) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < form.length; i += 2) {
            text.append(text.isEmpty() ? "" : "&").append(URLEncoder.encode(form[i], StandardCharsets.UTF_8));
            text.append('=').append(URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + path)).timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder post(String path, String auth, String... form) {
        return to(path).header("Authorization", auth)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form)));
    }

    HttpResponse<String> get(String path, String auth) throws IOException, InterruptedException {
        return send(to(path).header("Authorization", auth));
    }

    HttpResponse<String> control(String path, String... form) throws IOException, InterruptedException {
        return send(post("/sandbox" + path, "none", form));
    }

    JsonNode read(String path) throws IOException, InterruptedException {
        return json(send(to(path)));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.MAPPER.readTree(response.body());
    }
}
