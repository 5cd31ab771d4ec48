package sea.tchat.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.exception.ApiConnectionException;
import com.twilio.exception.ApiException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.routes.domain.Outcome;

class TwilioOutcomesTest {
    private final TwilioOutcomes outcomes = new TwilioOutcomes();

    @ParameterizedTest
    @CsvSource({
        "400, 21211, false", "400, 21408, false", "400, 21606, false", "400, 21610, false", "400, 21612, false",
        "400, 21614, false", "400, 21617, false", "401, 20003, false", "404, 20404, false", "403, 20005, false",
        "429, 20429, true", "429, 14107, true", "400, 21611, true", "400, 30001, true"
    })
    void refusesForCertainWhatTwilioRefused(int status, int code, boolean retryable) {
        assertThat(outcomes.classify(fault(status, code)))
                .contains(new Outcome.Rejected(null, String.valueOf(code), retryable));
    }

    @ParameterizedTest
    @CsvSource({"500, 20500", "502, 20500", "503, 20503", "504, 0", "408, 0", "599, 12345", "302, 0"})
    void doesNotKnowWhatAFaultAtTwilioHasDone(int status, int code) {
        assertThat(outcomes.classify(fault(status, code))).containsInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void doesNotKnowWhatAnUnreadableAnswerMeans() {
        assertThat(outcomes.classify(new ApiException("Unexpected character ('<')")))
                .contains(new Outcome.Unknown("unreadable_answer"));
    }

    @Test
    void readsTheStatusWhereThereIsNoCode() {
        assertThat(outcomes.classify(new ApiException("Server Error, no content", 429)))
                .contains(new Outcome.Rejected(null, "429", true));
        assertThat(outcomes.classify(new ApiException("Server Error, no content", 503)))
                .contains(new Outcome.Unknown("503"));
    }

    @Test
    void maySendAgainWhatNeverLeft() {
        for (IOException cause : new IOException[] {
            new HttpHostConnectException("refused"),
            new ConnectTimeoutException("2 s"),
            new UnknownHostException("nowhere")
        }) {
            assertThat(outcomes.classify(new ApiConnectionException("no answer", cause)))
                    .contains(new Outcome.Rejected(null, "not_reached", true));
        }
    }

    @Test
    void doesNotKnowWhatBecameOfARequestThatLeft() {
        for (IOException cause : new IOException[] {
            new SocketTimeoutException("read"),
            new SocketException("Connection reset"),
            new NoHttpResponseException("closed"),
            new ConnectException("by whom?")
        }) {
            assertThat(outcomes.classify(new ApiConnectionException("no answer", cause)))
                    .contains(new Outcome.Unknown("no_answer"));
        }
    }

    @Test
    void leavesToOthersWhatIsNotTwilios() {
        assertThat(outcomes.classify(new IOException("disk"))).isEmpty();
    }

    private static ApiException fault(int status, int code) {
        return new ApiException("wording", code == 0 ? null : code, null, status, null);
    }
}
