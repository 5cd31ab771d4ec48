--liquibase formatted sql

--changeset tchat:contacts
-- What auth's events say of a user that is needed to reach them. changed_at is the event's own time: an event that comes
-- late never overwrites a newer one.
CREATE TABLE contacts (
    user_id      uuid        PRIMARY KEY,
    phone_number text        NOT NULL,
    locale       text        NOT NULL,
    country      text        NOT NULL,
    time_zone    text        NOT NULL,
    changed_at   timestamptz NOT NULL
);
--rollback DROP TABLE contacts;

--changeset tchat:notifications
-- One row for each user and happening; event_key names the happening, so that an event which comes twice changes nothing.
-- sms_state says what is to be done, or was done, by SMS: due → started → sent | failed | unknown, or collapsed | expired.
CREATE TABLE notifications (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL,
    category   text        NOT NULL CHECK (category IN ('security', 'payment', 'message', 'marketing')),
    type       text        NOT NULL,
    event_key  text        NOT NULL,
    dialog_id  uuid,
    data       jsonb       NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at    timestamptz,
    sms_state  text        NOT NULL DEFAULT 'due'
        CHECK (sms_state IN ('due', 'started', 'sent', 'failed', 'unknown', 'collapsed', 'expired')),
    sms_due_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, event_key)
);
CREATE INDEX notifications_of_user ON notifications (user_id, id DESC);
CREATE INDEX notifications_unread ON notifications (user_id) WHERE read_at IS NULL;
CREATE INDEX notifications_due ON notifications (sms_due_at) WHERE sms_state = 'due';
--rollback DROP TABLE notifications;

--changeset tchat:attempts
-- One row for each call of a provider, written before the call. An attempt whose outcome is not known is never made again.
CREATE TABLE attempts (
    id              uuid        PRIMARY KEY,
    notification_id uuid        NOT NULL REFERENCES notifications (id),
    user_id         uuid        NOT NULL,
    channel         text        NOT NULL CHECK (channel IN ('sms', 'push', 'email')),
    collapse_key    text        NOT NULL,
    state           text        NOT NULL DEFAULT 'started' CHECK (state IN ('started', 'sent', 'failed', 'unknown')),
    reference       text,
    reason          text,
    started_at      timestamptz NOT NULL DEFAULT now(),
    finished_at     timestamptz
);
CREATE INDEX attempts_recent ON attempts (user_id, channel, collapse_key, started_at DESC);
CREATE INDEX attempts_of_notification ON attempts (notification_id);
CREATE INDEX attempts_open ON attempts (started_at) WHERE state = 'started';
--rollback DROP TABLE attempts;
