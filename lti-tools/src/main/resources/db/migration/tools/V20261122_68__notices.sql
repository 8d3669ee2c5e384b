-- The deployments whose LMS was asked to send us notices, and what it was told.
CREATE TABLE notice_subscription (
    deployment_id uuid PRIMARY KEY REFERENCES deployment ON DELETE CASCADE,
    -- where the LMS keeps its handlers
    url           text        NOT NULL,
    -- where it is to send notices
    handler       text        NOT NULL,
    asked_at      timestamptz NOT NULL,
    -- empty until the LMS has agreed
    subscribed_at timestamptz
);

-- Notices that we have acted on, so that none counts twice; kept for longer than a notice may be on its way.
CREATE TABLE notice (
    platform_id uuid        NOT NULL REFERENCES platform ON DELETE CASCADE,
    notice_id   text        NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (platform_id, notice_id)
);
CREATE INDEX notice_age ON notice (received_at);

-- Which courses an LMS says it has copied, perhaps before anybody has launched from the copy.
CREATE TABLE course_copy (
    deployment_id     uuid        NOT NULL REFERENCES deployment ON DELETE CASCADE,
    context_id        text        NOT NULL,
    origin_context_id text        NOT NULL,
    copied_at         timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, context_id, origin_context_id)
);
