--liquibase formatted sql

--changeset tchat:absences
-- How often the provider has said that it knows no such charge. checks counts the questions, also those that were not answered,
-- and proves nothing.
ALTER TABLE attempts ADD COLUMN absences int NOT NULL DEFAULT 0;
--rollback ALTER TABLE attempts DROP COLUMN absences;
