package sea.tchat.auth.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where Tchat is open: one line a country. */
public enum Market {
    TH(List.of("th", "en"), "Asia/Bangkok"),
    SG(List.of("en"), "Asia/Singapore"),
    ID(List.of("id", "en"), "Asia/Jakarta"),
    MY(List.of("ms", "en"), "Asia/Kuala_Lumpur"),
    PH(List.of("fil", "en"), "Asia/Manila"),
    VN(List.of("vi", "en"), "Asia/Ho_Chi_Minh");

    private final List<String> locales;
    private final String timeZone;

    Market(List<String> locales, String timeZone) {
        this.locales = locales;
        this.timeZone = timeZone;
    }

    /** @param region ISO 3166 code, or null */
    public static Optional<Market> of(String region) {
        return Arrays.stream(values())
                .filter(market -> market.name().equals(region))
                .findFirst();
    }

    public String timeZone() {
        return timeZone;
    }

    /**
     * The language a user here is spoken to in: what was asked for where any market speaks it, as people travel and move, else
     * the country's first.
     *
     * @param asked a BCP 47 tag such as {@code th-TH}, or null
     */
    public String localeFor(String asked) {
        if (asked == null) {
            return locales.get(0);
        }
        String language = Locale.forLanguageTag(asked.replace('_', '-')).getLanguage();
        String known = language.equals("tl") ? "fil" : language;
        return Arrays.stream(values()).anyMatch(market -> market.locales.contains(known)) ? known : locales.get(0);
    }
}
