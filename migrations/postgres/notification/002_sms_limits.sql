--liquibase formatted sql

--changeset tchat:sms_suppressed
-- suppressed: nothing is sent and nothing will be, sms_reason says which rule was against it (reach_unknown, recipient_limit,
-- daily_limit). While it is due, sms_reason = no_contact says that it waits for one.
ALTER TABLE notifications ADD COLUMN sms_reason text;
ALTER TABLE notifications DROP CONSTRAINT notifications_sms_state_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_sms_state_check
    CHECK (sms_state IN ('due', 'started', 'sent', 'failed', 'unknown', 'collapsed', 'expired', 'suppressed')) NOT VALID;
--rollback UPDATE notifications SET sms_state = 'expired' WHERE sms_state = 'suppressed';
--rollback ALTER TABLE notifications DROP CONSTRAINT notifications_sms_state_check;
--rollback ALTER TABLE notifications ADD CONSTRAINT notifications_sms_state_check CHECK (sms_state IN ('due', 'started', 'sent', 'failed', 'unknown', 'collapsed', 'expired'));
--rollback ALTER TABLE notifications DROP COLUMN sms_reason;

--changeset tchat:sms_suppressed_valid
ALTER TABLE notifications VALIDATE CONSTRAINT notifications_sms_state_check;
--rollback SELECT 1;

--changeset tchat:sms_limits
-- What the limits count: calls that may have cost something, by time.
CREATE INDEX attempts_paid ON attempts (started_at) WHERE channel = 'sms' AND state <> 'failed';
CREATE INDEX notifications_due_by_age ON notifications (created_at) WHERE sms_state = 'due';
CREATE INDEX notifications_due_of_user ON notifications (user_id) WHERE sms_state = 'due';
--rollback DROP INDEX notifications_due_of_user;
--rollback DROP INDEX notifications_due_by_age;
--rollback DROP INDEX attempts_paid;
