package sea.tchat.omise;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * How the {@code http} endpoints of Omise's kamelets are set up. The key goes onto the wire here, so that it never stands in an
 * endpoint's URI or in a header of an exchange.
 *
 * <p>The client's own retries are off: it would send a POST again after a 503, and a charge has no idempotency key. Redirects are
 * off as well, since they would take the key elsewhere.
 */
public final class OmiseHttp implements HttpClientConfigurer {
    private String secretKey;
    private String version = "2019-05-29";

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        // HTTP Basic: the key is the user's name, the password is empty.
        String credentials = Base64.getEncoder().encodeToString((secretKey + ":").getBytes(StandardCharsets.UTF_8));
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addRequestInterceptorLast((request, entity, context) -> {
                    request.setHeader(HttpHeaders.AUTHORIZATION, "Basic " + credentials);
                    request.setHeader("Omise-Version", version);
                });
    }

    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    /** Version of the API that requests and answers are written in. */
    public void setVersion(String version) {
        this.version = version;
    }
}
