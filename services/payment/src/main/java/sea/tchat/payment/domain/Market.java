package sea.tchat.payment.domain;

import java.time.ZoneId;

/** The time zone of each market, for users of whom only the country is known. */
public enum Market {
    TH("Asia/Bangkok"),
    SG("Asia/Singapore"),
    ID("Asia/Jakarta"),
    MY("Asia/Kuala_Lumpur"),
    PH("Asia/Manila"),
    VN("Asia/Ho_Chi_Minh");

    private final ZoneId zone;

    Market(String zone) {
        this.zone = ZoneId.of(zone);
    }

    /** @param country two letters as in the token; one that is no market of ours gets the zone of the first */
    public static ZoneId zoneOf(String country) {
        for (Market market : values()) {
            if (market.name().equals(country)) {
                return market.zone;
            }
        }
        return TH.zone;
    }
}
