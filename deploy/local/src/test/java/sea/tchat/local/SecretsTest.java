package sea.tchat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path dir;

    @Test
    void staysTheSame() {
        Map<String, String> first = Secrets.in(dir.resolve("secrets.properties"));

        assertThat(Secrets.in(dir.resolve("secrets.properties"))).isEqualTo(first);
        assertThat(Secrets.in(dir.resolve("other.properties"))).doesNotContainValue(first.get("OPS_TOKEN"));
    }

    @Test
    void onlyTheOwnerReadsThem() throws Exception {
        Secrets.in(dir.resolve("secrets.properties"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("secrets.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void lookLikeTheProvidersOwn() {
        assertThat(Secrets.in(dir.resolve("secrets.properties")))
                .hasEntrySatisfying("TWILIO_ACCOUNT_SID", sid -> assertThat(sid).matches("AC[0-9a-f]{32}"))
                .hasEntrySatisfying(
                        "STRIPE_WEBHOOK_SECRET", key -> assertThat(key).startsWith("whsec_"))
                .hasEntrySatisfying(
                        "OMISE_WEBHOOK_SECRET",
                        key -> assertThat(Base64.getDecoder().decode(key)).hasSize(32));
    }

    @Test
    void signsWithAKeyThatJavaReads() throws Exception {
        String pem = Secrets.in(dir.resolve("secrets.properties")).get("JWT_PRIVATE_KEY");
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));

        ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));

        assertThat(key.getParams().getOrder().bitLength()).isEqualTo(256);
    }
}
