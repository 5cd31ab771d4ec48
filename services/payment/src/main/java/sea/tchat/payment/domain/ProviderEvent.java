package sea.tchat.payment.domain;

/** A webhook that was verified and stored; {@code reference} is the provider's id of what it is about. */
public record ProviderEvent(String provider, String eventId, String reference) {}
