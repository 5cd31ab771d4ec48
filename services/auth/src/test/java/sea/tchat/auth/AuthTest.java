package sea.tchat.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import sea.tchat.testkit.ServiceTest;

/** The auth service against real stores, its texts received by an {@link SmsInbox}; a client may say its address, so that limits are each test's own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(
        value = "auth",
        properties = {"tchat.sms.sink=direct:sms-inbox", "TRUSTED_PROXIES=127.0.0.1", "tchat.ended-sessions.period=200"
        })
@Import({SmsInbox.class, LimitsInRedis.class, AuthClient.class})
@interface AuthTest {}
