package sea.tchat.messaging.routes;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.routes.domain.Refused;

/** The guard of every operation on a dialog: who is not a member hears the same as for a dialog that is not there. */
@Component
class MembershipRoutes extends RouteBuilder {
    /** Leaves the caller's role in the header {@code role} and the body as it was. */
    static final String REQUIRE_MEMBER = "direct:require-member";

    @Override
    public void configure() {
        from(REQUIRE_MEMBER)
                .routeId("messaging.require-member")
                .routeDescription("404 unless the caller is a member of the dialog")
                .routeConfigurationId("step")
                .to("sql:classpath:sql/membership.sql?outputType=SelectOne&outputHeader=role")
                .filter(header("role").isNull())
                .throwException(new Refused("NOT_FOUND", "there is no such dialog among yours"))
                .end();
    }
}
