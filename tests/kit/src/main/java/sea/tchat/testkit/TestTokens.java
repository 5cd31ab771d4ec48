package sea.tchat.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/**
 * Access tokens as the auth service issues them (ES256, type {@code at+jwt}, issuer {@code tchat}, audience
 * {@code tchat-api}), and the key set that a service checks them with at {@code AUTH_URL/.well-known/jwks.json}, so that a
 * service can be tested without the auth service.
 */
public final class TestTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final int COORDINATE = 32;

    private final ECKey key;
    private HttpServer server;

    private TestTokens(ECKey key) {
        this.key = key;
    }

    /** @param pem EC P-256 in PKCS#8 that carries its public point, as {@code openssl genpkey} writes it */
    public static TestTokens signedWith(String pem) {
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        int point = der.length - 2 * COORDINATE; // the encoding ends with the point: 04 x y
        try {
            ECPrivateKey secret =
                    (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            return new TestTokens(new ECKey.Builder(
                            Curve.P_256,
                            Base64URL.encode(Arrays.copyOfRange(der, point, point + COORDINATE)),
                            Base64URL.encode(Arrays.copyOfRange(der, point + COORDINATE, der.length)))
                    .privateKey(secret)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalArgumentException("Not an EC P-256 key in PKCS#8", e);
        }
    }

    /** A token of an hour for somebody in Thailand with KYC level 1 and no scope. */
    public String of(UUID user) {
        return of(user, Map.of());
    }

    /** @param claims replace the usual ones; an empty string takes one away */
    public String of(UUID user, Map<String, Object> claims) {
        return signed(user, claims, Instant.now(), Duration.ofHours(1));
    }

    /** One that ended a minute ago. */
    public String expired(UUID user) {
        return signed(user, Map.of(), Instant.now().minus(Duration.ofMinutes(61)), Duration.ofHours(1));
    }

    /** The value of the {@code Authorization} header. */
    public String bearer(UUID user) {
        return "Bearer " + of(user);
    }

    /** Where the key set is served, from the first call on until the process ends: the value for {@code AUTH_URL}. */
    public synchronized String url() {
        if (server == null) {
            server = serve(new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8));
        }
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String signed(UUID user, Map<String, Object> claims, Instant issued, Duration life) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder()
                .issuer("tchat")
                .audience("tchat-api")
                .subject(user.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(issued.plus(life)))
                .claim("sid", UUID.randomUUID().toString())
                .claim("cty", "TH")
                .claim("loc", "th")
                .claim("kyc", 1)
                .claim("scope", "");
        claims.forEach((name, value) -> set.claim(name, "".equals(value) ? null : value));
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(TYPE)
                        .keyID(key.getKeyID())
                        .build(),
                set.build());
        try {
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer serve(byte[] keySet) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/.well-known/jwks.json", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
                exchange.sendResponseHeaders(200, keySet.length);
                exchange.getResponseBody().write(keySet);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
