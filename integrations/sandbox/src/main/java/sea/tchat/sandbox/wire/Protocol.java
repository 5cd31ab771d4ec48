package sea.tchat.sandbox.wire;

import java.util.Optional;

/** What all operations of one provider share: who may call, how errors look, and what happens around an operation. */
public interface Protocol {
    /** {@code twilio}, {@code stripe} or {@code omise}. */
    String provider();

    /**
     * Looks at a call before its operation.
     *
     * @return an answer that makes the operation needless, such as a replay
     * @throws Refusal when the call may not go on
     */
    Optional<Answer> admit(Call call);

    /** Has the last word on an answer, once per admitted call. */
    default Answer settle(Call call, Answer answer) {
        return answer;
    }

    /** The provider's error body. */
    Answer refuse(Refusal refusal);

    /** The provider's error for a status that somebody asked for; a null code means the usual one. */
    Refusal failing(int status, String code);

    /** The provider's error for a path it does not know. */
    Refusal unknown(Call call);
}
