package sea.tchat.gateway.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a request in the one form that is matched and forwarded, so that the edge and the service behind it can never read
 * the same bytes as two different paths.
 */
public final class EdgePath {
    /** RFC 3986 path characters less the semicolon, whose parameters some servers drop and others keep. */
    private static final Pattern PLAIN = Pattern.compile("(?:/(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-Fa-f]{2})*)+");
    /** Encoded characters that change what a path means when somebody decodes it: controls, {@code . / ; \ %}. */
    private static final Pattern MEANING =
            Pattern.compile("%(?:[01][0-9A-Fa-f]|7[Ff]|2[Ee]|2[Ff]|3[Bb]|5[Cc]|25)", Pattern.CASE_INSENSITIVE);

    private static final Pattern CLIMBING = Pattern.compile("(?:^|/)\\.{1,2}(?:/|$)|//");

    private EdgePath() {}

    /**
     * @param normalised without dot segments, double slashes and needless escapes (RFC 3986 §6.2.2)
     * @return the path, or empty when it is not one that any endpoint could have
     */
    public static Optional<String> of(String normalised) {
        return normalised != null
                        && PLAIN.matcher(normalised).matches()
                        && !MEANING.matcher(normalised).find()
                        && !CLIMBING.matcher(normalised).find()
                ? Optional.of(normalised)
                : Optional.empty();
    }

    /** Whether {@code path} is {@code prefix} or lies below it. */
    public static boolean isWithin(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
