package sea.tchat.auth.routes;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.Pepper;
import sea.tchat.auth.domain.PhoneNumber;
import sea.tchat.routes.domain.ClientNetwork;
import sea.tchat.routes.limits.Limit;
import sea.tchat.routes.limits.TokenBuckets;
import sea.tchat.routes.limits.TokenBuckets.Take;
import sea.tchat.routes.limits.TokenBuckets.Verdict;

/**
 * What stands between a request and an SMS that costs money: all guards are asked in one atomic step, and none is charged when
 * another refuses. Numbers and devices are counted under blind names.
 */
@Component
public final class SendLimits {
    private final TokenBuckets buckets;
    private final Pepper pepper;
    private final Limit cooldown;
    private final Limit number;
    private final Limit network;
    private final Limit device;

    SendLimits(TokenBuckets buckets, Pepper pepper, LimitTable limits) {
        this.buckets = buckets;
        this.pepper = pepper;
        this.cooldown = limits.get("otp-cooldown");
        this.number = limits.get("otp-number");
        this.network = limits.get("otp-ip");
        this.device = limits.get("otp-device");
    }

    /** @param deviceId null where the client gave none */
    public Verdict take(PhoneNumber phone, String clientIp, String deviceId) {
        String blindNumber = pepper.blind(phone.e164());
        List<Take> takes = new ArrayList<>(List.of(
                new Take(cooldown, blindNumber),
                new Take(number, blindNumber),
                new Take(network, ClientNetwork.of(clientIp))));
        if (deviceId != null) {
            takes.add(new Take(device, pepper.blind(deviceId)));
        }
        return buckets.take(takes);
    }

    /** Seconds between two codes to one number. */
    public long cooldownSeconds() {
        return cooldown.window();
    }
}
