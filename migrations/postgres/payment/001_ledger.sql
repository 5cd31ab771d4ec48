--liquibase formatted sql

-- Double entry. Amounts are minor units; in an account a positive entry is money that came in. What belongs to users stands
-- positive in their wallets and, as its counterpart, negative in the clearing account of the provider that holds the money.

--changeset tchat:accounts
-- balance and entry_count follow the entries and are changed by nothing else, see account_follows_entries.
CREATE TABLE accounts (
    id          uuid        PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN ('wallet', 'clearing')),
    owner_id    uuid,
    provider    text,
    currency    text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    balance     bigint      NOT NULL DEFAULT 0,
    held        bigint      NOT NULL DEFAULT 0 CHECK (held >= 0),
    available   bigint      GENERATED ALWAYS AS (balance - held) STORED,
    entry_count bigint      NOT NULL DEFAULT 0,
    status      text        NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'frozen')),
    created_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (id, currency),
    CONSTRAINT wallet_has_an_owner CHECK ((kind = 'wallet') = (owner_id IS NOT NULL)),
    CONSTRAINT clearing_has_a_provider CHECK ((kind = 'clearing') = (provider IS NOT NULL)),
    CONSTRAINT wallet_never_below_zero CHECK (kind <> 'wallet' OR balance - held >= 0)
);
CREATE UNIQUE INDEX accounts_wallet ON accounts (owner_id, currency) WHERE kind = 'wallet';
CREATE UNIQUE INDEX accounts_clearing ON accounts (provider, currency) WHERE kind = 'clearing';
--rollback DROP TABLE accounts;

--changeset tchat:transaction_steps
-- The state machine; the enum TransactionState says the same, and a test compares them.
CREATE TABLE transaction_steps (
    from_state text NOT NULL,
    to_state   text NOT NULL,
    PRIMARY KEY (from_state, to_state)
);
INSERT INTO transaction_steps (from_state, to_state) VALUES
    ('pending', 'processing'), ('pending', 'cancelled'), ('pending', 'expired'),
    ('processing', 'completed'), ('processing', 'failed'), ('processing', 'unknown'),
    ('unknown', 'completed'), ('unknown', 'failed'),
    ('completed', 'partially_refunded'), ('completed', 'refunded'), ('partially_refunded', 'refunded');
--rollback DROP TABLE transaction_steps;

--changeset tchat:transactions
CREATE TABLE transactions (
    id           uuid        PRIMARY KEY,
    kind         text        NOT NULL CHECK (kind IN ('topup', 'transfer')),
    state        text        NOT NULL DEFAULT 'pending',
    state_reason text,
    amount       bigint      NOT NULL CHECK (amount > 0),
    currency     text        NOT NULL,
    from_user_id uuid,
    to_user_id   uuid,
    from_account uuid,
    to_account   uuid,
    method       text,
    note         text,
    dialog_id    uuid,
    next_action  jsonb,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    FOREIGN KEY (from_account, currency) REFERENCES accounts (id, currency),
    FOREIGN KEY (to_account, currency) REFERENCES accounts (id, currency),
    CONSTRAINT transfer_has_two_parties CHECK (kind <> 'transfer' OR
        (from_account IS NOT NULL AND to_account IS NOT NULL AND from_account <> to_account)),
    CONSTRAINT topup_has_a_method CHECK (kind <> 'topup' OR (to_account IS NOT NULL AND method IS NOT NULL))
);
-- What a wallet has sent today and this month.
CREATE INDEX transactions_sent ON transactions (from_account, created_at) WHERE kind = 'transfer';
--rollback DROP TABLE transactions;

--changeset tchat:transaction_history
-- One row a change of state, written by the trigger below. The foreign key is the rule: a step that is not in the table is refused.
CREATE TABLE transaction_history (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction_id uuid        NOT NULL REFERENCES transactions,
    from_state     text,
    to_state       text        NOT NULL,
    reason         text,
    at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT step_is_allowed FOREIGN KEY (from_state, to_state) REFERENCES transaction_steps,
    CONSTRAINT first_state_is_pending CHECK (from_state IS NOT NULL OR to_state = 'pending')
);
CREATE INDEX transaction_history_transaction ON transaction_history (transaction_id, id);
--rollback DROP TABLE transaction_history;

--changeset tchat:entries
-- posting names the movement within its transaction (settle; later hold, release …): the unique key is why none is made twice.
-- seq numbers the entries of an account without gaps, balance_after is its balance with this entry: both are set by a trigger.
CREATE TABLE entries (
    account_id     uuid        NOT NULL,
    seq            bigint      NOT NULL,
    transaction_id uuid        NOT NULL REFERENCES transactions,
    posting        text        NOT NULL CHECK (posting ~ '^[a-z_]{1,32}$'),
    amount         bigint      NOT NULL CHECK (amount <> 0),
    currency       text        NOT NULL,
    balance_after  bigint      NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (account_id, seq),
    CONSTRAINT posted_once UNIQUE (transaction_id, posting, account_id),
    FOREIGN KEY (account_id, currency) REFERENCES accounts (id, currency)
);
--rollback DROP TABLE entries;

--changeset tchat:append_only splitStatements:false
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transaction_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON transactions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Where the service signs in with a role of its own, the role is not granted it either.
REVOKE UPDATE, DELETE, TRUNCATE ON entries, transaction_history FROM PUBLIC;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tchat_payment') THEN
        REVOKE ALL ON entries, transaction_history, transaction_steps FROM tchat_payment;
        GRANT SELECT, INSERT ON entries, transaction_history TO tchat_payment;
        GRANT SELECT ON transaction_steps TO tchat_payment;
    END IF;
END $$;
--rollback DROP FUNCTION refuse_change() CASCADE;

--changeset tchat:entry_moves_balance splitStatements:false
-- The account's row is locked by this, so entries of one account are numbered one after the other.
CREATE FUNCTION entry_moves_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE accounts SET balance = balance + NEW.amount, entry_count = entry_count + 1
        WHERE id = NEW.account_id AND currency = NEW.currency
        RETURNING entry_count, balance INTO NEW.seq, NEW.balance_after;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no account % in %', NEW.account_id, NEW.currency USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entry_moves_balance BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entry_moves_balance();
--rollback DROP FUNCTION entry_moves_balance() CASCADE;

--changeset tchat:entries_sum_to_zero splitStatements:false
CREATE FUNCTION entries_sum_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM entries WHERE transaction_id = NEW.transaction_id GROUP BY currency HAVING sum(amount) <> 0;
    IF FOUND THEN
        RAISE EXCEPTION 'the entries of transaction % do not sum to zero', NEW.transaction_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entries_sum_to_zero AFTER INSERT ON entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entries_sum_to_zero();
--rollback DROP FUNCTION entries_sum_to_zero() CASCADE;

--changeset tchat:account_follows_entries splitStatements:false
-- At commit the balance must be that of the account's last entry. With each entry's balance_after made from the one before,
-- it is the sum of them all, whoever wrote the row and however (an UPDATE by hand, an INSERT … ON CONFLICT that was skipped).
CREATE FUNCTION account_follows_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.entry_count = 0 AND NEW.balance = 0 THEN
        RETURN NULL;
    END IF;
    PERFORM FROM entries WHERE account_id = NEW.id AND seq = NEW.entry_count AND balance_after = NEW.balance;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the balance of account % is not that of its entries', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER account_follows_entries AFTER INSERT OR UPDATE OF balance, entry_count ON accounts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION account_follows_entries();
--rollback DROP FUNCTION account_follows_entries() CASCADE;

--changeset tchat:transaction_keeps_history splitStatements:false
CREATE FUNCTION transaction_keeps_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO transaction_history (transaction_id, to_state, reason) VALUES (NEW.id, NEW.state, NEW.state_reason);
        RETURN NULL;
    END IF;
    IF (NEW.id, NEW.kind, NEW.amount, NEW.currency, NEW.from_user_id, NEW.to_user_id, NEW.from_account, NEW.to_account,
            NEW.method, NEW.created_at)
        IS DISTINCT FROM
       (OLD.id, OLD.kind, OLD.amount, OLD.currency, OLD.from_user_id, OLD.to_user_id, OLD.from_account, OLD.to_account,
            OLD.method, OLD.created_at) THEN
        RAISE EXCEPTION 'what transaction % is about cannot be changed', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state THEN
        INSERT INTO transaction_history (transaction_id, from_state, to_state, reason)
            VALUES (NEW.id, OLD.state, NEW.state, NEW.state_reason);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER transaction_keeps_history AFTER INSERT OR UPDATE ON transactions
    FOR EACH ROW EXECUTE FUNCTION transaction_keeps_history();
--rollback DROP FUNCTION transaction_keeps_history() CASCADE;

--changeset tchat:completed_is_posted splitStatements:false
-- A transaction cannot be completed without its money having moved.
CREATE FUNCTION completed_is_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM entries WHERE transaction_id = NEW.id AND account_id = NEW.to_account AND amount = NEW.amount;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'transaction % is completed without its entries', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER completed_is_posted AFTER UPDATE OF state ON transactions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'completed') EXECUTE FUNCTION completed_is_posted();
--rollback DROP FUNCTION completed_is_posted() CASCADE;
