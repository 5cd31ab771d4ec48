--liquibase formatted sql

-- What the routes of every service share. Included before the service's own files, in each service's database.

--changeset tchat:outbox
-- Events written in the transaction of their effect. A row is deleted once Kafka has acknowledged it, so the table is
-- nearly always empty; autovacuum is told to follow the churn, or the scan for the oldest rows walks over dead ones.
-- topic carries no prefix: KAFKA_TOPIC_PREFIX is added when the row is sent.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    key        text        NOT NULL,
    event_id   uuid        NOT NULL UNIQUE,
    headers    jsonb       NOT NULL DEFAULT '{}',
    payload    text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
--rollback DROP TABLE outbox;

--changeset tchat:inbox
-- What a consumer has already done: inserted ON CONFLICT DO NOTHING in the transaction of the effect.
CREATE TABLE inbox (
    consumer    text        NOT NULL,
    event_id    text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_received_at ON inbox (received_at);
--rollback DROP TABLE inbox;

--changeset tchat:idempotency_keys
-- The answer given to an Idempotency-Key. status_code is null while the request is in progress.
CREATE TABLE idempotency_keys (
    user_id       uuid        NOT NULL,
    operation     text        NOT NULL,
    key           text        NOT NULL CHECK (length(key) BETWEEN 16 AND 255),
    request_hash  bytea       NOT NULL,
    status_code   int,
    response_body text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    expires_at    timestamptz NOT NULL DEFAULT now() + interval '30 days',
    PRIMARY KEY (user_id, operation, key)
);
CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (expires_at);
--rollback DROP TABLE idempotency_keys;

--changeset tchat:dead_letters
-- Records that could not be worked on, with all that is needed to replay them. The unique key makes parking a record
-- twice (its offset was not committed before a crash) one row; a letter that did not come from Kafka has no position.
CREATE TABLE dead_letters (
    id               uuid        PRIMARY KEY,
    route_id         text        NOT NULL,
    topic            text,
    partition_no     int,
    record_offset    bigint,
    key              text,
    headers          jsonb       NOT NULL DEFAULT '{}',
    payload          text,
    payload_encoding text        NOT NULL DEFAULT 'utf8' CHECK (payload_encoding IN ('utf8', 'base64')),
    error            text        NOT NULL,
    attempts         int         NOT NULL,
    request_id       text,
    trace_id         text,
    parked_at        timestamptz NOT NULL DEFAULT now(),
    state            text        NOT NULL DEFAULT 'parked' CHECK (state IN ('parked', 'replayed', 'dropped')),
    resolved_at      timestamptz,
    UNIQUE (route_id, topic, partition_no, record_offset)
);
CREATE INDEX dead_letters_parked_at ON dead_letters (parked_at) WHERE state = 'parked';
--rollback DROP TABLE dead_letters;
