package sea.tchat.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sea.tchat.routes.domain.ClientNetwork;

class SecretsTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void bindsACodeToItsVerificationAndThePepper() {
        Pepper pepper = new Pepper("p".repeat(32));
        UUID verification = UUID.randomUUID();
        Otp code = new Otp("012345");
        byte[] mac = pepper.mac(verification, code);

        assertThat(pepper.matches(verification, code, mac)).isTrue();
        assertThat(pepper.matches(verification, new Otp("012346"), mac)).isFalse();
        assertThat(pepper.matches(UUID.randomUUID(), code, mac)).isFalse();
        assertThat(new Pepper("q".repeat(32)).matches(verification, code, mac)).isFalse();
        assertThatThrownBy(() -> new Pepper("short")).hasMessageContaining("OTP_PEPPER");
    }

    @Test
    void opensASealedPairOnlyWithTheTokenThatWasExchanged() {
        RefreshToken token = RefreshToken.draw(random);
        TokenPair pair = new TokenPair("a.b.c", RefreshToken.draw(random));
        byte[] sealed = token.seal(pair, random);

        assertThat(token.unseal(sealed)).isEqualTo(pair);
        assertThatThrownBy(() -> RefreshToken.draw(random).unseal(sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void printsNoSecret() {
        RefreshToken token = RefreshToken.draw(random);
        Otp code = new Otp("908172");
        String printed = token + " " + code + new TokenPair("access.token", token)
                + new SendOtp("+66812345678", null, null)
                + new VerifyOtp(UUID.randomUUID(), "908172", null)
                + new PhoneNumber("+66812345678", Market.TH);
        assertThat(printed).doesNotContain(token.value(), "908172", "access.token", "812345678");
    }

    @Test
    void countsAnIpv6HouseholdByItsPrefix() {
        assertThat(ClientNetwork.of("2001:db8:1:2::1")).isEqualTo(ClientNetwork.of("2001:db8:1:2:ffff::9"));
        assertThat(ClientNetwork.of("2001:db8:1:2::1")).isNotEqualTo(ClientNetwork.of("2001:db8:1:3::1"));
        assertThat(ClientNetwork.of("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
    }
}
