package sea.tchat.payment;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
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
