--liquibase formatted sql

--changeset tchat:known_users
-- Read model of auth's users: who can be put into a dialog. Filled from user.events.
CREATE TABLE known_users (
    user_id     uuid        PRIMARY KEY,
    known_since timestamptz NOT NULL DEFAULT now()
);
--rollback DROP TABLE known_users;

--changeset tchat:dialogs
-- direct_pair is "<lower id>:<higher id>" of a direct dialog: its uniqueness is what makes the same pair, also when both
-- ask at once, always one dialog.
CREATE TABLE dialogs (
    id           uuid        PRIMARY KEY,
    type         text        NOT NULL CHECK (type IN ('direct', 'group', 'channel', 'business')),
    name         text        CHECK (char_length(name) BETWEEN 1 AND 100),
    description  text        CHECK (char_length(description) <= 500),
    direct_pair  text        UNIQUE,
    member_count int         NOT NULL CHECK (member_count >= 0),
    created_by   uuid        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CHECK ((type = 'direct') = (direct_pair IS NOT NULL)),
    CHECK ((type = 'direct') = (name IS NULL))
);
--rollback DROP TABLE dialogs;

--changeset tchat:dialog_members
-- read_seq and delivered_seq are high-water marks: they only rise. Free space in each page keeps those updates in place.
CREATE TABLE dialog_members (
    dialog_id     uuid        NOT NULL REFERENCES dialogs ON DELETE CASCADE,
    user_id       uuid        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    joined_at     timestamptz NOT NULL DEFAULT now(),
    delivered_seq bigint      NOT NULL DEFAULT 0,
    read_seq      bigint      NOT NULL DEFAULT 0,
    muted_until   timestamptz,
    pinned        boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (dialog_id, user_id),
    CHECK (read_seq >= 0 AND delivered_seq >= read_seq)
) WITH (fillfactor = 80);
CREATE INDEX dialog_members_user_id ON dialog_members (user_id);
--rollback DROP TABLE dialog_members;

--changeset tchat:dialog_activity
-- How far the fan-out has come with a dialog: the order of the list of dialogs. Apart from dialogs because it is written
-- once a message; without an index on what changes, so that each update stays within its page.
CREATE TABLE dialog_activity (
    dialog_id        uuid        PRIMARY KEY REFERENCES dialogs ON DELETE CASCADE,
    last_seq         bigint      NOT NULL DEFAULT 0,
    last_activity_at timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
--rollback DROP TABLE dialog_activity;
