package sea.tchat.auth.domain;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Set;
import java.util.regex.Pattern;
import sea.tchat.routes.domain.Refused;

/**
 * A mobile number of a market that is open.
 *
 * @param e164 {@code +66812345678}
 */
public record PhoneNumber(String e164, Market market) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /**
     * @param text E.164 to the letter: what is repaired here would be another account elsewhere
     * @param open markets that are switched on
     * @throws Refused {@code PHONE_NUMBER_INVALID} when it cannot receive an SMS, {@code COUNTRY_NOT_SERVED} when it could, but not
     *     from us
     */
    public static PhoneNumber parse(String text, Set<Market> open) {
        if (!E164.matcher(text).matches()) {
            throw new Refused("PHONE_NUMBER_INVALID", "it must be in E.164 form, such as +66812345678");
        }
        Phonenumber.PhoneNumber number = read(text);
        Market market = Market.of(NUMBERS.getRegionCodeForNumber(number)).orElse(null);
        if (market == null && !isOfServedCountry(number) && NUMBERS.isPossibleNumber(number)) {
            throw new Refused("COUNTRY_NOT_SERVED");
        }
        if (market == null
                || !isMobile(number)
                || !NUMBERS.format(number, PhoneNumberFormat.E164).equals(text)) {
            throw new Refused("PHONE_NUMBER_INVALID");
        }
        if (!open.contains(market)) {
            throw new Refused("COUNTRY_NOT_SERVED");
        }
        return new PhoneNumber(text, market);
    }

    private static Phonenumber.PhoneNumber read(String text) {
        try {
            return NUMBERS.parse(text, null);
        } catch (NumberParseException e) {
            throw new Refused("PHONE_NUMBER_INVALID");
        }
    }

    /** A number with a market's prefix that belongs to no region is a wrong number there, not a number from elsewhere. */
    private static boolean isOfServedCountry(Phonenumber.PhoneNumber number) {
        return Market.of(NUMBERS.getRegionCodeForCountryCode(number.getCountryCode()))
                .isPresent();
    }

    private static boolean isMobile(Phonenumber.PhoneNumber number) {
        PhoneNumberType type = NUMBERS.getNumberType(number);
        return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
    }

    /** Masked, so that a number does not get into a log by accident. */
    @Override
    public String toString() {
        return market + " …" + e164.substring(e164.length() - 2);
    }
}
