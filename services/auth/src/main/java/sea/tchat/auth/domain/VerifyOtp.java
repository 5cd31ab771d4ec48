package sea.tchat.auth.domain;

import java.util.UUID;

/** The body of {@code POST /api/v1/auth/otp/verify}. */
public record VerifyOtp(UUID verificationId, String code, Device device) {

    /**
     * What signs in.
     *
     * @param id the client's own name for itself, the same at each sign-in
     * @param platform {@code ios}, {@code android} or {@code web}
     */
    public record Device(String id, String platform, String name, String appVersion, String pushToken) {}

    @Override
    public String toString() {
        return "VerifyOtp[" + verificationId + "]";
    }
}
