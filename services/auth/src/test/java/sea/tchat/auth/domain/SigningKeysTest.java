package sea.tchat.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    @RepeatedTest(3)
    void findsThePublicKeyOfAPrivateOne() throws Exception {
        KeyPair pair = pair("secp256r1");
        assertThat(new SigningKeys(pem(pair)).signing().toECPublicKey().getW())
                .isEqualTo(((ECPublicKey) pair.getPublic()).getW());
    }

    @Test
    void signsWithTheFirstAndPublishesAllWithoutTheirSecrets() throws Exception {
        KeyPair young = pair("secp256r1");
        KeyPair old = pair("secp256r1");
        SigningKeys keys = new SigningKeys((pem(young) + "\n" + pem(old)).replace("\n", "\\n"));

        assertThat(keys.signing().toECPublicKey().getW()).isEqualTo(((ECPublicKey) young.getPublic()).getW());
        assertThat(keys.published().getKeys()).hasSize(2).noneMatch(key -> key.isPrivate());
    }

    @Test
    void refusesAnythingElse() throws Exception {
        for (String wrong : new String[] {
            null, "", "secret", pem(pair("secp384r1")), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
        }) {
            assertThatThrownBy(() -> new SigningKeys(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("EC P-256");
        }
    }

    private static KeyPair pair(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
