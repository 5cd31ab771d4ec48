package sea.tchat.routes.domain;

/**
 * A verified webhook, whoever sent it: what a webhook-source kamelet hands on. It is a reason to ask the provider, not a statement to
 * act on.
 *
 * @param eventId the provider's id of the event, unique for this provider
 * @param kind the provider's name of it, {@code charge.complete}
 * @param reference the provider's id of the object it is about
 */
public record ProviderNotice(String eventId, String kind, String reference) {}
