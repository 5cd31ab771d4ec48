package sea.tchat.kamelets;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import sea.tchat.routes.domain.Json;
import sea.tchat.sandbox.Sandbox;

/** The sandbox's three providers, and how a test orders faults and sees what has come. */
final class Providers implements AutoCloseable {
    static final String ACCOUNT_SID = "AC" + "0".repeat(32);
    static final String AUTH_TOKEN = "an-auth-token";
    static final String OMISE_KEY = "skey_test_kamelets";
    static final String OMISE_PUBLIC_KEY = "pkey_test_kamelets";
    static final String OMISE_SECRET =
            Base64.getEncoder().encodeToString("a webhook secret".getBytes(StandardCharsets.UTF_8));

    private final Sandbox sandbox;
    private final HttpClient http = HttpClient.newHttpClient();

    private Providers(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** @param omiseWebhook where Omise sends its events, or null */
    static Providers start(Path data, String omiseWebhook) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SANDBOX_PORT", "0",
                "SANDBOX_DATA", Files.createDirectories(data).toString(),
                "TWILIO_ACCOUNT_SID", ACCOUNT_SID,
                "TWILIO_AUTH_TOKEN", AUTH_TOKEN,
                "STRIPE_SECRET_KEY", "sk_test_kamelets",
                "STRIPE_WEBHOOK_SECRET", "whsec_kamelets",
                "OMISE_SECRET_KEY", OMISE_KEY,
                "OMISE_PUBLIC_KEY", OMISE_PUBLIC_KEY,
                "OMISE_WEBHOOK_SECRET", OMISE_SECRET));
        if (omiseWebhook != null) {
            settings.put("OMISE_WEBHOOK_URL", omiseWebhook);
        }
        return new Providers(Sandbox.start(settings));
    }

    String url(String path) {
        return sandbox.url() + path;
    }

    /** @param fault as the sandbox names it, {@code reset_after} */
    void order(String provider, String fault, Map<String, Object> details) {
        Map<String, Object> order = new HashMap<>(details);
        order.put("provider", provider);
        order.put("fault", fault);
        post("/sandbox/faults", order, null);
    }

    /** Requests that reached a provider, newest first. */
    List<JsonNode> requests(String provider) {
        return list("/sandbox/requests?limit=1000&provider=" + provider);
    }

    List<JsonNode> messages(String to) {
        return list("/sandbox/twilio/messages?to=" + to.replace("+", "%2B"));
    }

    /** A card's token, as the payer's browser gets it. */
    String token(String cardNumber) {
        Map<String, Object> card =
                Map.of("name", "A payer", "number", cardNumber, "expiration_month", 12, "expiration_year", 2090);
        return post("/omise-vault/tokens", Map.of("card", card), OMISE_PUBLIC_KEY)
                .path("id")
                .asText();
    }

    JsonNode post(String path, Object body, String user) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
        if (user != null) {
            String basic = Base64.getEncoder().encodeToString((user + ":").getBytes(StandardCharsets.UTF_8));
            request.header("authorization", "Basic " + basic);
        }
        return send(request.build());
    }

    private List<JsonNode> list(String path) {
        JsonNode rows = send(HttpRequest.newBuilder(URI.create(url(path))).build());
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return Json.tree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
