package sea.tchat.payment.domain;

/**
 * A webhook that was verified and stored.
 *
 * @param reference the provider's id of what it is about
 * @param tries how often it was taken to be worked on, this time included
 */
public record ProviderEvent(String provider, String eventId, String reference, int tries) {}
