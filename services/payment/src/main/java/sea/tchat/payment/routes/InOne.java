package sea.tchat.payment.routes;

import sea.tchat.routes.policy.Transaction;

/** The policy of a transaction of the database, named so that it is not taken for a {@code Transaction} of money. */
final class InOne {
    static final String DATABASE_TRANSACTION = Transaction.NAME;

    private InOne() {}
}
