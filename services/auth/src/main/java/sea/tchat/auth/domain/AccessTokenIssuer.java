package sea.tchat.auth.domain;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import sea.tchat.routes.identity.AccessTokens;

/** Makes access tokens: JWT (RFC 9068, type {@code at+jwt}), ES256, good for an hour at every service. */
public final class AccessTokenIssuer {
    private final ECDSASigner signer;
    private final JWSHeader header;
    private final String issuer;
    private final String audience;
    private final Clock clock;

    public AccessTokenIssuer(ECKey key, String issuer, String audience, Clock clock) {
        try {
            this.signer = new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
        this.header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(AccessTokens.TYPE)
                .keyID(key.getKeyID())
                .build();
        this.issuer = issuer;
        this.audience = audience;
        this.clock = clock;
    }

    public String issue(Account account, UUID session) {
        User user = account.user();
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                header,
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .subject(user.id().toString())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .notBeforeTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(AuthRules.ACCESS_LIFETIME)))
                        .claim("sid", session.toString())
                        .claim("cty", user.country())
                        .claim("loc", user.locale())
                        .claim("kyc", user.kycLevel())
                        .claim("scope", account.scope())
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
