package sea.tchat.sandbox.stripe;

import java.util.List;
import java.util.Set;
import sea.tchat.sandbox.wire.Params;

/** What a PaymentIntent may be asked for, and how versions and parameters go together. */
final class StripeIntentParams {
    private static final Set<String> CREATE = Set.of(
            "amount",
            "currency",
            "confirm",
            "payment_method",
            "payment_method_data",
            "payment_method_types",
            "allowed_payment_method_types",
            "excluded_payment_method_types",
            "automatic_payment_methods",
            "payment_method_options",
            "capture_method",
            "confirmation_method",
            "customer",
            "description",
            "metadata",
            "off_session",
            "receipt_email",
            "return_url",
            "statement_descriptor",
            "statement_descriptor_suffix",
            "setup_future_usage",
            "error_on_requires_action",
            "use_stripe_sdk",
            "transfer_group",
            "shipping",
            "payment_method_configuration");
    private static final Set<String> CONFIRM = Set.of(
            "payment_method",
            "payment_method_data",
            "payment_method_types",
            "allowed_payment_method_types",
            "payment_method_options",
            "return_url",
            "off_session",
            "receipt_email",
            "capture_method",
            "error_on_requires_action",
            "use_stripe_sdk",
            "client_secret",
            "setup_future_usage",
            "mandate_data");
    private static final List<String> EXCLUSIVE = List.of(
            "payment_method_types",
            "allowed_payment_method_types",
            "excluded_payment_method_types",
            "automatic_payment_methods",
            "payment_method_configuration");

    private StripeIntentParams() {}

    static void checkCreate(Params params, StripeVersion version) {
        StripeWire.only(params, CREATE);
        checkTypes(params, version);
        StripeWire.oneOf(params, "capture_method", "automatic", "automatic_async", "manual");
    }

    static void checkConfirm(Params params, StripeVersion version) {
        StripeWire.only(params, CONFIRM);
        checkTypes(params, version);
    }

    private static void checkTypes(Params params, StripeVersion version) {
        if (params.has("payment_method_types") && version.refusesPaymentMethodTypes()) {
            throw StripeProtocol.invalid(
                            400,
                            "payment_method_types_no_longer_supported",
                            "payment_method_types is no longer supported. Use allowed_payment_method_types instead.")
                    .param("payment_method_types");
        }
        if (params.has("allowed_payment_method_types") && !version.knowsAllowedTypes()) {
            throw StripeProtocol.invalid(
                            400, "parameter_unknown", "Received unknown parameter: allowed_payment_method_types")
                    .param("allowed_payment_method_types");
        }
        List<String> given = EXCLUSIVE.stream().filter(params::has).toList();
        if (params.has("allowed_payment_method_types") && given.size() > 1
                || params.has("payment_method_types") && params.isTrue("automatic_payment_methods.enabled")) {
            throw StripeProtocol.invalid(
                    400, null, "You may only specify one of these parameters: " + String.join(", ", given));
        }
    }

    /** The types that may pay; empty: all that suit. */
    static List<String> types(Params params) {
        List<String> allowed = params.list("allowed_payment_method_types");
        return allowed.isEmpty() ? params.list("payment_method_types") : allowed;
    }
}
