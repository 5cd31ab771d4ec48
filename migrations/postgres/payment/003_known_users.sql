--liquibase formatted sql

--changeset tchat:known_users
-- Who money can be sent to, from user.events or, before the event is here, from the auth service's answer (then without details).
CREATE TABLE known_users (
    user_id   uuid        PRIMARY KEY,
    country   text,
    time_zone text,
    seen_at   timestamptz NOT NULL DEFAULT now()
);
--rollback DROP TABLE known_users;
