package sea.tchat.routes.rest;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import sea.tchat.routes.http.ClientAddress;
import sea.tchat.routes.http.HeaderAllowList;
import sea.tchat.routes.identity.AccessTokens;
import sea.tchat.routes.identity.OpsGuard;

/**
 * One entry route for each operation of the contracts: {@code POST /api/v1/dialogs} with operationId {@code createDialog} is the
 * route {@code messaging.rest.create-dialog}, which leads to {@code direct:createDialog}.
 *
 * <p>Used in place of {@code rest().openApi()}: its validation costs 25 times the throughput and answers in plain text, its 404 and
 * 405 have no body, and the operations would not show as routes of their own in the metrics.
 */
public final class ContractRoutes extends RouteBuilder {
    private final String service;
    private final List<Contract> contracts;
    private final AccessTokens tokens;
    private final OpsGuard opsGuard;
    private final ClientAddress clients;
    private final RestExit exit;

    public ContractRoutes(
            String service,
            List<Contract> contracts,
            AccessTokens tokens,
            OpsGuard opsGuard,
            ClientAddress clients,
            RestExit exit) {
        this.service = service;
        this.contracts = contracts;
        this.tokens = tokens;
        this.opsGuard = opsGuard;
        this.clients = clients;
        this.exit = exit;
    }

    @Override
    public void configure() {
        contracts.stream().flatMap(contract -> contract.operations().stream()).forEach(this::bind);
    }

    private void bind(Operation operation) {
        from("platform-http:" + operation.path() + "?httpMethodRestrict=" + operation.method()
                        + "&muteException=true&headerFilterStrategy=#" + HeaderAllowList.BEAN)
                .routeId(service + ".rest." + operation.kebabId())
                .routeDescription(operation.method() + " " + operation.path() + " — " + operation.summary())
                .routeConfigurationId("rest-entry")
                .process(new RestEntry(operation, tokens, opsGuard, clients))
                .to("direct:" + operation.id())
                .process(exit);
    }

    /** Called when all routes are there: an operation that nobody works on is a fault of the build, not a 500 at run time. */
    public void requireThatEachOperationHasARoute() {
        Model model = getContext().getCamelContextExtension().getContextPlugin(Model.class);
        for (Contract contract : contracts) {
            for (Operation operation : contract.operations()) {
                boolean worked = model.getRouteDefinitions().stream()
                        .anyMatch(route -> ("direct:" + operation.id()).equals(route.getEndpointUrl())
                                || ("direct://" + operation.id()).equals(route.getEndpointUrl()));
                if (!worked) {
                    throw new IllegalStateException("the contract names operationId " + operation.id() + " ("
                            + operation.method() + " " + operation.path() + ") but no route is from(\"direct:"
                            + operation.id() + "\")");
                }
            }
        }
    }
}
