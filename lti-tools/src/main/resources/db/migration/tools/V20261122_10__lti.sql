-- What launches need to remember.

-- The keys that we sign with. The private key is a JWK; the row's kid is its thumbprint.
CREATE TABLE signing_key (
    kid         text PRIMARY KEY,
    private_key text        NOT NULL,
    -- pending: published, signs nothing yet; active: signs; retiring: published until what it signed has arrived
    status      text        NOT NULL CHECK (status IN ('pending', 'active', 'retiring')),
    created_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX signing_key_active ON signing_key (status) WHERE status = 'active';

-- A login that an LMS initiated and that we answered: one row, one state, one nonce, one browser.
CREATE TABLE login (
    -- SHA-256 of the state; the state itself is known to the browser and the LMS only
    state_hash       bytea PRIMARY KEY,
    platform_id      uuid        NOT NULL REFERENCES platform ON DELETE CASCADE,
    -- SHA-256 of the secret in the browser's cookie
    browser_hash     bytea       NOT NULL,
    nonce            text        NOT NULL UNIQUE,
    -- the parameters of the initiation, to begin it anew in a window of its own
    login_hint       text        NOT NULL,
    lti_message_hint text,
    target_link_uri  text        NOT NULL,
    deployment_id    text,
    created_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    state_used_at    timestamptz,
    nonce_used_at    timestamptz
);
CREATE INDEX login_expiry ON login (expires_at);

-- A teacher's wish to add something to a course, for the length of one visit; answered once.
CREATE TABLE deep_linking_request (
    visit_id        uuid PRIMARY KEY REFERENCES visit ON DELETE CASCADE,
    platform_id     uuid        NOT NULL REFERENCES platform ON DELETE CASCADE,
    deployment_id   text        NOT NULL,
    return_url      text        NOT NULL,
    data            text,
    accept_multiple boolean     NOT NULL,
    accept_lineitem boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    answered_at     timestamptz
);

-- Every login and launch that ended, well or not: for the administrator who is asked why it does not work.
CREATE TABLE launch_log (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL,
    platform_id   uuid REFERENCES platform ON DELETE SET NULL,
    -- as the LMS said it, when it is not one that we know
    issuer        text,
    deployment_id text,
    message_type  text,
    -- null: accepted
    reason        text,
    detail        text,
    -- tells two people apart without naming them
    subject_hash  text
);
CREATE INDEX launch_log_platform ON launch_log (platform_id, id);
CREATE INDEX launch_log_reason ON launch_log (reason, id);
CREATE INDEX launch_log_at ON launch_log (at);
