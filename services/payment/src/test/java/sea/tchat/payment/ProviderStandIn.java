package sea.tchat.payment;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import sea.tchat.routes.domain.Json;

/** The sandbox as its provider's own records show it, and as the payer acts in it. */
final class ProviderStandIn {
    private final Api api;
    private final String url;
    private final String secretKey;

    ProviderStandIn(Api api, String url, String secretKey) {
        this.api = api;
        this.url = url;
        this.secretKey = secretKey;
    }

    void order(String fault) {
        control(
                "POST",
                "/faults",
                Map.of("provider", "omise", "path_prefix", "/charges", "method", "POST", "fault", fault));
    }

    void pay(String charge) {
        control("POST", "/omise/charges/" + charge + "/pay", Map.of());
    }

    /** The provider's id of the one charge of a transaction, as the provider has it. */
    String charge(String transactionId) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> charges(transactionId).stream().findFirst().orElse(null), c -> c != null);
    }

    long chargesFor(String transactionId) {
        return charges(transactionId).size();
    }

    private List<String> charges(String transactionId) {
        JsonNode list = omise(null).path("data");
        return StreamSupport.stream(list.spliterator(), false)
                .filter(charge -> transactionId.equals(
                        charge.at("/metadata/transaction_id").asText()))
                .map(charge -> charge.path("id").asText())
                .toList();
    }

    JsonNode omise(Map<String, Object> charge) {
        String secret = secretKey + ":";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        url + "/omise/charges" + (charge == null ? "?limit=100&order=reverse_chronological" : "")))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.US_ASCII)))
                .header("Content-Type", "application/json");
        if (charge != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(Json.write(charge)));
        }
        return api.send(request).json();
    }

    /** An event that the sandbox does not make, signed as the provider signs its own. */
    Api.Answer tell(String kind, String reference, String secret) throws GeneralSecurityException {
        String event = Json.write(Map.of(
                "object", "event", "id", "evnt_" + UUID.randomUUID(), "key", kind, "data", Map.of("id", reference)));
        String at = String.valueOf(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
        byte[] signature = mac.doFinal((at + "." + event).getBytes(StandardCharsets.UTF_8));
        return api.send(api.request("/api/v1/webhooks/omise", null)
                .header("Content-Type", "application/json")
                .header("Omise-Signature-Timestamp", at)
                .header("Omise-Signature", HexFormat.of().formatHex(signature))
                .POST(HttpRequest.BodyPublishers.ofString(event)));
    }

    JsonNode control(String method, String path, Map<String, Object> body) {
        return api.send(HttpRequest.newBuilder(URI.create(url + "/sandbox" + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(Json.write(body))))
                .json();
    }
}
