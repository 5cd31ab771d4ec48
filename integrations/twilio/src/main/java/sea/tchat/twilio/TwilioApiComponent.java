package sea.tchat.twilio;

import com.twilio.http.TwilioRestClient;
import java.net.URI;
import org.apache.camel.component.twilio.TwilioComponent;
import org.apache.camel.spi.annotations.Component;
import org.apache.hc.core5.util.Timeout;

/**
 * Camel's Twilio component with a client of its own: time-outs, no automatic retries, and an address that can be a stand-in's. A
 * kamelet has one as a local bean, so that two kamelets may use two accounts; nothing of {@code Twilio.init} is touched.
 *
 * <p>Options beside those of {@link TwilioComponent}: {@code baseUrl}, {@code connectTimeout} and {@code readTimeout} in
 * milliseconds.
 */
@Component("twilio")
public class TwilioApiComponent extends TwilioComponent {
    private String baseUrl = TwilioHttp.TWILIO;
    private int connectTimeout = 2_000;
    private int readTimeout = 8_000;
    private TwilioHttp http;

    @Override
    protected void doStart() throws Exception {
        http = new TwilioHttp(
                URI.create(baseUrl), Timeout.ofMilliseconds(connectTimeout), Timeout.ofMilliseconds(readTimeout));
        String account = getAccountSid() == null ? getUsername() : getAccountSid();
        setRestClient(new TwilioRestClient.Builder(getUsername(), getPassword())
                .accountSid(account)
                .httpClient(http)
                .build());
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (http != null) {
            http.close();
        }
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public int getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(int connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public int getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(int readTimeout) {
        this.readTimeout = readTimeout;
    }
}
