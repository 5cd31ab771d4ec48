--liquibase formatted sql

-- Who uses Tchat, how they prove it, and where they are signed in. What proves an identity (codes, refresh tokens) is here as a
-- MAC or a hash only: a copy of these tables signs nobody in.

--changeset tchat:users
-- version rises with each change of what clients see: it is the ETag. scope goes into the access token as it stands.
CREATE TABLE users (
    id           uuid        PRIMARY KEY,
    phone_number text        NOT NULL UNIQUE CHECK (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
    country      text        NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    display_name text,
    username     text,
    bio          text,
    avatar_url   text,
    locale       text        NOT NULL,
    time_zone    text        NOT NULL,
    kyc_level    smallint    NOT NULL DEFAULT 0 CHECK (kyc_level BETWEEN 0 AND 3),
    status       text        NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'deleted')),
    scope        text        NOT NULL DEFAULT '',
    version      int         NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);
--rollback DROP TABLE users;

--changeset tchat:otp_verifications
-- One row a verification, whose id goes into code_mac: a code is worth nothing at another. Its end is one of used_at (signed in),
-- failed_at (the provider took no SMS), expires_at past, or attempts spent.
CREATE TABLE otp_verifications (
    id           uuid        PRIMARY KEY,
    phone_number text        NOT NULL,
    country      text        NOT NULL,
    locale       text        NOT NULL,
    device_id    text,
    client_ip    inet        NOT NULL,
    code_mac     bytea       NOT NULL CHECK (octet_length(code_mac) = 32),
    attempts     smallint    NOT NULL DEFAULT 0,
    resends      smallint    NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz,
    failed_at    timestamptz,
    failure      text
);
CREATE INDEX otp_verifications_open ON otp_verifications (phone_number, device_id) WHERE used_at IS NULL AND failed_at IS NULL;
CREATE INDEX otp_verifications_expires_at ON otp_verifications (expires_at);
--rollback DROP TABLE otp_verifications;

--changeset tchat:sessions
-- A session is a device signed in, and the family of all refresh tokens that descend from that sign-in.
CREATE TABLE sessions (
    id             uuid        PRIMARY KEY,
    user_id        uuid        NOT NULL REFERENCES users,
    device_id      text        NOT NULL,
    platform       text        NOT NULL,
    device_name    text,
    app_version    text,
    push_token     text,
    client_ip      inet        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_active_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at     timestamptz NOT NULL,
    ended_at       timestamptz,
    end_reason     text CHECK (end_reason IN ('logout', 'evicted', 'refresh_reused')),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX sessions_live ON sessions (user_id, created_at) WHERE ended_at IS NULL;
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_ended_at ON sessions (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX sessions_expires_at ON sessions (expires_at);
--rollback DROP TABLE sessions;

--changeset tchat:refresh_tokens
-- successor_sealed is the pair of tokens that this one was exchanged for, encrypted under a key made from the token itself; it
-- is kept for the seconds in which the exchange may be repeated.
CREATE TABLE refresh_tokens (
    token_hash       bytea       PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    session_id       uuid        NOT NULL REFERENCES sessions ON DELETE CASCADE,
    issued_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at       timestamptz NOT NULL,
    rotated_at       timestamptz,
    successor_sealed bytea
);
CREATE INDEX refresh_tokens_session_id ON refresh_tokens (session_id);
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);
CREATE INDEX refresh_tokens_sealed ON refresh_tokens (rotated_at) WHERE successor_sealed IS NOT NULL;
--rollback DROP TABLE refresh_tokens;
