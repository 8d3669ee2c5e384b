-- Which links' line items are being looked for, or made, right now, by one worker each.
CREATE TABLE line_item_claim (
    resource_link_id uuid PRIMARY KEY REFERENCES resource_link ON DELETE CASCADE,
    until            timestamptz NOT NULL
);
