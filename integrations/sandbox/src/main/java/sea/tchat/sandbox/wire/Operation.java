package sea.tchat.sandbox.wire;

/** One operation of a provider's API. Runs on the event loop inside a step of the journal, so it neither waits nor calls out. */
@FunctionalInterface
public interface Operation {
    /** @throws Refusal when the provider would refuse */
    Answer handle(Call call);
}
