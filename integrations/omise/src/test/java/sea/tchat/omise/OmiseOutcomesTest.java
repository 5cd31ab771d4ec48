package sea.tchat.omise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.routes.domain.Outcome;

class OmiseOutcomesTest {
    private final OmiseOutcomes outcomes = new OmiseOutcomes();

    @ParameterizedTest
    @CsvSource({
        "400, invalid_charge, false",
        "400, used_token, false",
        "401, authentication_failure, false",
        "403, authorization_failure, false",
        "404, not_found, false",
        "422, brand_not_supported, false",
        "429, too_many_requests, true"
    })
    void refusesForCertainWhatOmiseRefused(int status, String code, boolean retryable) {
        assertThat(outcomes.classify(new OmiseFault(status, code)))
                .contains(new Outcome.Rejected(null, code, retryable));
    }

    @ParameterizedTest
    @CsvSource({
        "400, backend_error",
        "500, internal_error",
        "502, http_502",
        "503, service_unavailable",
        "504, http_504",
        "200, unreadable_answer",
        "302, http_302",
        "408, http_408"
    })
    void doesNotKnowWhatAFaultAtOmiseHasDone(int status, String code) {
        assertThat(outcomes.classify(new OmiseFault(status, code))).contains(new Outcome.Unknown(code));
    }

    @Test
    void maySendAgainWhatNeverLeft() {
        for (IOException fault : new IOException[] {
            new HttpHostConnectException("refused"),
            new ConnectTimeoutException("2 s"),
            new UnknownHostException("nowhere")
        }) {
            assertThat(outcomes.classify(fault)).contains(new Outcome.Rejected(null, "not_reached", true));
        }
    }

    @Test
    void leavesTheRestToThePolicyForWhichItIsUnknown() {
        assertThat(outcomes.classify(new SocketTimeoutException("read"))).isEmpty();
        assertThat(outcomes.classify(new SocketException("Connection reset"))).isEmpty();
    }
}
