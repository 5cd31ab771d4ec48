package sea.tchat.twilio;

import com.twilio.exception.ApiConnectionException;
import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;

/**
 * How Twilio's SDK reaches Twilio. Its own client has the address built in, tries a 429 again by itself and, on the level of HTTP, a
 * 503 too, which could send a message twice: here a request is sent once, within its time-outs, and the policy of the route decides.
 */
final class TwilioHttp extends HttpClient implements AutoCloseable {
    /** Where Twilio is when nothing else is said. */
    static final String TWILIO = "https://api.twilio.com";

    private static final int CONNECTIONS = 20;

    private final URI base;
    private final CloseableHttpClient client;

    /** @param base scheme, host and perhaps a path, which replace those that the SDK has built in */
    TwilioHttp(URI base, Timeout connect, Timeout read) {
        this.base = base;
        this.client = HttpClientBuilder.create()
                .useSystemProperties()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setMaxConnTotal(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(read)
                                .setTimeToLive(Timeout.ofMinutes(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(read)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .build();
    }

    /** Once, whatever the SDK would try again. */
    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    /** @throws ApiConnectionException no answer; its cause says whether the request can have left */
    @Override
    public Response makeRequest(Request request) {
        try {
            return client.execute(
                    wire(request),
                    answer -> new Response(
                            answer.getEntity() == null ? "" : EntityUtils.toString(answer.getEntity()),
                            answer.getCode(),
                            answer.getHeaders()));
        } catch (IOException e) {
            throw new ApiConnectionException("no answer from Twilio", e);
        }
    }

    private HttpUriRequestBase wire(Request request) {
        HttpUriRequestBase wire = new HttpUriRequestBase(request.getMethod().toString(), address(request));
        if (request.requiresAuthentication()) {
            wire.addHeader("Authorization", request.getAuthString());
        }
        wire.addHeader("Accept", "application/json");
        request.getHeaderParams().forEach((name, values) -> values.forEach(value -> wire.addHeader(name, value)));
        if (request.getMethod() != HttpMethod.GET) {
            List<NameValuePair> form = new ArrayList<>();
            request.getPostParams()
                    .forEach((name, values) -> values.forEach(value -> form.add(new BasicNameValuePair(name, value))));
            wire.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
        }
        return wire;
    }

    private URI address(Request request) {
        try {
            URL built = request.constructURL();
            return TWILIO.equals(base.toString())
                    ? built.toURI()
                    : URI.create(base.toString().replaceFirst("/$", "") + built.getFile());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an address: " + request.getUrl(), e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
