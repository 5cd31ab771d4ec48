package sea.tchat.local;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * What a deployment would take from its vault: drawn at random on the first start, kept in a file of mode 600, and the
 * same on every later start, so that tokens and signatures of yesterday still hold.
 */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final Map<String, Supplier<String>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("DB_PASSWORD", () -> letters(32));
        KINDS.put("TWILIO_ACCOUNT_SID", () -> "AC" + hex(16));
        KINDS.put("TWILIO_AUTH_TOKEN", () -> hex(16));
        KINDS.put("STRIPE_SECRET_KEY", () -> "sk_test_" + letters(24));
        KINDS.put("STRIPE_WEBHOOK_SECRET", () -> "whsec_" + letters(32));
        KINDS.put("OMISE_SECRET_KEY", () -> "skey_test_" + letters(19));
        KINDS.put("OMISE_PUBLIC_KEY", () -> "pkey_test_" + letters(19));
        KINDS.put("OMISE_WEBHOOK_SECRET", () -> base64(32));
        KINDS.put("JWT_PRIVATE_KEY", Secrets::signingKey);
        KINDS.put("OTP_PEPPER", () -> base64(32));
        KINDS.put("OPS_TOKEN", () -> letters(32));
    }

    private Secrets() {}

    /** Reads the file, first adding whatever it lacks. */
    static Map<String, String> in(Path file) {
        Properties known = PropertiesFile.read(file);
        boolean lacking = false;
        for (var kind : KINDS.entrySet()) {
            if (known.getProperty(kind.getKey()) == null) {
                known.setProperty(kind.getKey(), kind.getValue().get());
                lacking = true;
            }
        }
        if (lacking) {
            PropertiesFile.write(file, known);
        }
        return PropertiesFile.readMap(file);
    }

    static String letters(int count) {
        StringBuilder text = new StringBuilder();
        RANDOM.ints(count, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }

    private static String hex(int bytes) {
        return HexFormat.of().formatHex(bytes(bytes));
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(bytes(bytes));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /**
     * An EC P-256 key as PKCS#8 PEM, with the public point inside as {@code openssl genpkey} writes it (RFC 5915); the
     * encoding that the JDK itself gives leaves the point out, and then a reader has to compute it.
     */
    private static String signingKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            KeyPair pair = generator.generateKeyPair();
            String scalar = String.format("%064x", ((ECPrivateKey) pair.getPrivate()).getS());
            var point = ((ECPublicKey) pair.getPublic()).getW();
            String der = "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420" + scalar
                    + "a144034200" + "04"
                    + String.format("%064x%064x", point.getAffineX(), point.getAffineY());
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(HexFormat.of().parseHex(der));
            return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no EC keys", e);
        }
    }
}
