package sea.tchat.routes.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import sea.tchat.routes.domain.Refused;

/**
 * Verifies access tokens: ES256 and nothing else, type {@code at+jwt}, issuer, audience and times, against the published key set.
 * Nothing is believed because it came from the inside: each process verifies for itself.
 *
 * <p>Checked tokens are remembered until they expire or a minute has passed, as a client sends the same one with each call and
 * a signature check costs more than the rest of a small request.
 */
public final class AccessTokens {
    public static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final int LONGEST = 4096;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Cache<String, Identity> verified = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    public AccessTokens(JWKSource<SecurityContext> keys, String issuer, String audience) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "sid", "exp", "iat", "jti"));
        claims.setMaxClockSkew(5);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /**
     * Who the value of an {@code Authorization} header speaks for.
     *
     * @throws Refused {@code TOKEN_MISSING}, {@code TOKEN_INVALID}, {@code TOKEN_EXPIRED}; {@code SERVICE_UNAVAILABLE} while the
     *     key set cannot be had and no earlier one is known
     */
    public Identity verify(String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw new Refused("TOKEN_MISSING");
        }
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7) || authorization.length() > LONGEST) {
            throw new Refused("TOKEN_INVALID", "the Authorization header must be: Bearer <access token>");
        }
        String token = authorization.substring(7).trim();
        Identity known = verified.getIfPresent(token);
        if (known == null) {
            known = check(token);
            verified.put(token, known);
        } else if (known.expiresAt() <= Instant.now().getEpochSecond()) {
            throw new Refused("TOKEN_EXPIRED");
        }
        return known;
    }

    private Identity check(String token) {
        try {
            return identity(processor.process(token, null));
        } catch (RateLimitReachedException e) {
            // The keys are known and this one is not among them; who makes key ids up must not make us ask each time.
            throw new Refused("TOKEN_INVALID");
        } catch (KeySourceException e) {
            throw new Refused(
                    "SERVICE_UNAVAILABLE", "the key set that tokens are checked against cannot be had right now");
        } catch (BadJWTException e) {
            throw new Refused(e instanceof ExpiredJWTException ? "TOKEN_EXPIRED" : "TOKEN_INVALID");
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            throw new Refused("TOKEN_INVALID");
        }
    }

    private static Identity identity(JWTClaimsSet claims) throws ParseException {
        Integer kyc = claims.getIntegerClaim("kyc");
        String scope = claims.getStringClaim("scope");
        return new Identity(
                UUID.fromString(claims.getSubject()),
                UUID.fromString(claims.getStringClaim("sid")),
                claims.getStringClaim("cty"),
                claims.getStringClaim("loc"),
                kyc == null ? 0 : kyc,
                scope == null || scope.isBlank()
                        ? Set.of()
                        : Arrays.stream(scope.split(" ")).collect(Collectors.toUnmodifiableSet()),
                claims.getExpirationTime().toInstant().getEpochSecond());
    }
}
