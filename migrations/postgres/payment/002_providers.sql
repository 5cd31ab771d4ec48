--liquibase formatted sql

--changeset tchat:attempts
-- One call of one provider, written before it is made. next_check_at is when the provider is asked what became of it: for a
-- started attempt once its caller must be gone, for the others by the schedule; null when there is nothing left to ask.
CREATE TABLE attempts (
    transaction_id uuid        NOT NULL REFERENCES transactions,
    number         int         NOT NULL CHECK (number > 0),
    provider       text        NOT NULL,
    state          text        NOT NULL DEFAULT 'started' CHECK (state IN ('started', 'done', 'refused', 'unknown')),
    reference      text,
    reason         text,
    started_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at    timestamptz,
    checks         int         NOT NULL DEFAULT 0,
    next_check_at  timestamptz,
    PRIMARY KEY (transaction_id, number),
    UNIQUE (provider, reference)
);
-- Never a second provider while the outcome at the first is open.
CREATE UNIQUE INDEX attempts_open ON attempts (transaction_id) WHERE state <> 'refused';
CREATE INDEX attempts_due ON attempts (next_check_at) WHERE next_check_at IS NOT NULL;
--rollback DROP TABLE attempts;

--changeset tchat:provider_events
-- Webhooks as they came, once each. finding is null until it was worked on, then what it led to.
CREATE TABLE provider_events (
    provider    text        NOT NULL,
    event_id    text        NOT NULL,
    kind        text        NOT NULL,
    reference   text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    tries       int         NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL DEFAULT now(),
    finding     text,
    worked_at   timestamptz,
    PRIMARY KEY (provider, event_id)
);
CREATE INDEX provider_events_due ON provider_events (next_try_at) WHERE finding IS NULL;
--rollback DROP TABLE provider_events;
