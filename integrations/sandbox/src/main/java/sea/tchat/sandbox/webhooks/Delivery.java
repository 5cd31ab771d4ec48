package sea.tchat.sandbox.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request to a receiver, as it will stand on the wire. */
record Delivery(String provider, String url, String contentType, byte[] body, Map<String, String> headers) {
    static Delivery of(JsonNode row) {
        Map<String, String> headers = new LinkedHashMap<>();
        row.path("headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        return new Delivery(
                row.path("provider").asText(),
                row.path("url").asText(),
                row.path("content_type").asText(),
                row.path("body").asText().getBytes(StandardCharsets.UTF_8),
                headers);
    }

    Delivery signed(Sender sender, long unixSeconds, Corruption corrupt) {
        String key = corrupt == null ? sender.key() : corrupt.key(sender.key());
        Map<String, String> signature = sender.signer().sign(url, body, unixSeconds, key);
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(corrupt == null ? signature : corrupt.headers(signature));
        return new Delivery(provider, url, contentType, corrupt == null ? body : corrupt.body(body), all);
    }
}
