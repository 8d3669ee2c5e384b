-- The time that the last score bore that we sent for a person on a link's line item: each one is a second later at least.
CREATE TABLE score_time (
    resource_link_id uuid        NOT NULL REFERENCES resource_link ON DELETE CASCADE,
    person_id        uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    at               timestamptz NOT NULL,
    PRIMARY KEY (resource_link_id, person_id)
);
