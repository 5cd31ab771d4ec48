package sea.tchat.routes.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sea.tchat.routes.domain.Refused;

class AccessTokensTest {
    private static ECKey key;
    private static AccessTokens tokens;

    @BeforeAll
    static void makeKey() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        tokens = new AccessTokens(new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())), "tchat", "tchat-api");
    }

    @Test
    void believesAGoodOne() throws Exception {
        Identity identity = tokens.verify("Bearer " + signed(UnaryOperator.identity()));

        assertThat(identity.kycLevel()).isEqualTo(2);
        assertThat(identity.isAdmin()).isTrue();
    }

    @Test
    void refusesEveryOther() throws Exception {
        refused("TOKEN_MISSING", null);
        refused("TOKEN_INVALID", "Basic abc");
        refused("TOKEN_INVALID", "Bearer ");
        refused("TOKEN_INVALID", "Bearer a.b.c");
        refused("TOKEN_INVALID", "Bearer " + "x".repeat(5000));
        refused("TOKEN_INVALID", "Bearer " + new PlainJWT(claims().build()).serialize());
        refused("TOKEN_INVALID", "Bearer " + signed(claims -> claims.audience("other")));
        refused("TOKEN_INVALID", "Bearer " + signed(claims -> claims.issuer("other")));
        refused("TOKEN_INVALID", "Bearer " + signed(claims -> claims.claim("sid", null)));
        refused("TOKEN_INVALID", "Bearer " + signed(claims -> claims.subject("not-a-uuid")));
        refused("TOKEN_INVALID", "Bearer " + signed(claims -> claims.notBeforeTime(in(600))));
        refused("TOKEN_EXPIRED", "Bearer " + signed(claims -> claims.expirationTime(in(-60))));
        String good = signed(UnaryOperator.identity());
        refused("TOKEN_INVALID", "Bearer " + good.substring(0, good.length() - 8));
    }

    @Test
    void refusesOtherAlgorithmsKeysAndTypes() throws Exception {
        byte[] publicKey = key.toECPublicKey().getEncoded();
        refused("TOKEN_INVALID", "Bearer " + sign(header(JWSAlgorithm.HS256).build(), new MACSigner(publicKey)));
        ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        refused("TOKEN_INVALID", "Bearer " + sign(header(JWSAlgorithm.ES256).build(), new ECDSASigner(stranger)));
        ECKey unknown = new ECKeyGenerator(Curve.P_256).keyID("k9").generate();
        refused(
                "TOKEN_INVALID",
                "Bearer " + sign(header(JWSAlgorithm.ES256).keyID("k9").build(), new ECDSASigner(unknown)));
        refused(
                "TOKEN_INVALID",
                "Bearer "
                        + sign(
                                header(JWSAlgorithm.ES256)
                                        .keyID("k9")
                                        .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                                        .build(),
                                new ECDSASigner(unknown)));
        refused(
                "TOKEN_INVALID",
                "Bearer "
                        + sign(
                                header(JWSAlgorithm.ES256)
                                        .type(new JOSEObjectType("rt+jwt"))
                                        .build(),
                                new ECDSASigner(key)));
    }

    private static void refused(String code, String authorization) {
        assertThatThrownBy(() -> tokens.verify(authorization))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).keyID("k1").type(AccessTokens.TYPE);
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT token = new SignedJWT(
                header(JWSAlgorithm.ES256).build(), change.apply(claims()).build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static String sign(JWSHeader header, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims().build());
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("tchat")
                .audience("tchat-api")
                .subject(UUID.randomUUID().toString())
                .claim("sid", UUID.randomUUID().toString())
                .claim("cty", "TH")
                .claim("loc", "th")
                .claim("kyc", 2)
                .claim("scope", "admin")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(in(-1))
                .expirationTime(in(600));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
