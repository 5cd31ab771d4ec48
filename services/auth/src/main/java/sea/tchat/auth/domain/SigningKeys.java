package sea.tchat.auth.domain;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys access tokens are signed with. The first signs; all are published, so that during a rotation tokens of either key are
 * believed.
 */
public final class SigningKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    private final List<ECKey> keys;

    /**
     * @param pem one or more EC P-256 keys in PKCS#8, one after the other; {@code \n} may stand for a line's end, as not every
     *     place that holds settings can hold lines
     * @throws IllegalArgumentException when there is no such key in it; the message never says what was
     */
    public SigningKeys(String pem) {
        List<ECKey> found = new ArrayList<>();
        Matcher blocks = PEM.matcher(pem == null ? "" : pem.replace("\\n", "\n"));
        while (blocks.find()) {
            found.add(key(blocks.group(1)));
        }
        if (found.isEmpty()) {
            throw wrong(null);
        }
        this.keys = List.copyOf(found);
    }

    /** With its private part. */
    public ECKey signing() {
        return keys.get(0);
    }

    /** What anyone may know: RFC 7517, each with its {@code kid}. */
    public JWKSet published() {
        return new JWKSet(keys.stream().<JWK>map(ECKey::toPublicJWK).toList());
    }

    private static ECKey key(String base64) {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            ECPrivateKey secret = (ECPrivateKey) factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
            if (!Curve.P_256.equals(Curve.forECParameterSpec(secret.getParams()))) {
                throw wrong(null);
            }
            // Computed, as PKCS#8 need not hold it and the JDK does not read it where it does.
            ECPublicKey open = (ECPublicKey) factory.generatePublic(
                    new ECPublicKeySpec(PublicPoint.of(secret.getS(), secret.getParams()), secret.getParams()));
            return new ECKey.Builder(Curve.P_256, open)
                    .privateKey(secret)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (GeneralSecurityException | JOSEException | ClassCastException e) {
            throw wrong(e);
        }
    }

    private static IllegalArgumentException wrong(Exception cause) {
        return new IllegalArgumentException(
                "JWT_PRIVATE_KEY must be an EC P-256 key in PKCS#8 PEM: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
                cause);
    }
}
