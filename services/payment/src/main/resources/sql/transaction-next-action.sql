update transactions set next_action = :nextAction::jsonb where id = :id
