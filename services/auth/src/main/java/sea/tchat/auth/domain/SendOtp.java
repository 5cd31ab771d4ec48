package sea.tchat.auth.domain;

/** The body of {@code POST /api/v1/auth/otp/send}; all but the number may be null. */
public record SendOtp(String phoneNumber, String locale, String deviceId) {
    @Override
    public String toString() {
        return "SendOtp[…]";
    }
}
