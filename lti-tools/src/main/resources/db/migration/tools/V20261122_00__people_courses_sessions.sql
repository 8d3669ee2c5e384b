-- People, courses and visits. Times are timestamptz, written in UTC.

CREATE TABLE platform (
    id                     uuid PRIMARY KEY,
    issuer                 text        NOT NULL,
    client_id              text        NOT NULL,
    name                   text        NOT NULL,
    product_family         text,
    authorization_endpoint text        NOT NULL,
    token_endpoint         text        NOT NULL,
    token_audience         text,
    jwks_uri               text        NOT NULL,
    registration_client_uri text,
    -- pending: registered by itself, an administrator has not looked yet; active; disabled
    status                 text        NOT NULL CHECK (status IN ('pending', 'active', 'disabled')),
    -- the school this LMS belongs to, as reports name it
    school                 text,
    created_at             timestamptz NOT NULL,
    activated_at           timestamptz,
    -- Canvas tenants share one issuer: only the pair names a registration
    UNIQUE (issuer, client_id)
);

CREATE TABLE deployment (
    id            uuid PRIMARY KEY,
    platform_id   uuid        NOT NULL REFERENCES platform ON DELETE CASCADE,
    deployment_id text        NOT NULL,
    status        text        NOT NULL CHECK (status IN ('active', 'disabled')),
    first_seen_at timestamptz NOT NULL,
    UNIQUE (platform_id, deployment_id)
);

CREATE TABLE person (
    id           uuid PRIMARY KEY,
    display_name text        NOT NULL,
    given_name   text,
    family_name  text,
    created_at   timestamptz NOT NULL
);

-- Who somebody is to an LMS: (registration, sub). A person may have several.
CREATE TABLE linked_identity (
    platform_id uuid        NOT NULL REFERENCES platform ON DELETE CASCADE,
    subject     text        NOT NULL,
    person_id   uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    linked_at   timestamptz NOT NULL,
    PRIMARY KEY (platform_id, subject)
);
CREATE INDEX linked_identity_person ON linked_identity (person_id);

CREATE TABLE course (
    id               uuid PRIMARY KEY,
    deployment_id    uuid        NOT NULL REFERENCES deployment ON DELETE CASCADE,
    context_id       text        NOT NULL,
    label            text,
    title            text,
    memberships_url  text,
    line_items_url   text,
    roster_read_at   timestamptz,
    created_at       timestamptz NOT NULL,
    UNIQUE (deployment_id, context_id)
);

CREATE TABLE membership (
    course_id uuid        NOT NULL REFERENCES course ON DELETE CASCADE,
    person_id uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    role      text        NOT NULL CHECK (role IN ('TEACHER', 'LEARNER', 'OBSERVER')),
    active    boolean     NOT NULL DEFAULT true,
    seen_at   timestamptz NOT NULL,
    PRIMARY KEY (course_id, person_id)
);

-- An activity in the LMS's course that opens one of our tools.
CREATE TABLE resource_link (
    id            uuid PRIMARY KEY,
    course_id     uuid        NOT NULL REFERENCES course ON DELETE CASCADE,
    lti_id        text        NOT NULL,
    title         text,
    tool          text,
    -- what the tool opens: its own id, carried by the custom parameter khue_item
    item          uuid,
    line_item_url text,
    created_at    timestamptz NOT NULL,
    UNIQUE (course_id, lti_id)
);

-- People who sign in here rather than launch from an LMS.
CREATE TABLE account (
    id            uuid PRIMARY KEY,
    name          text        NOT NULL UNIQUE,
    role          text        NOT NULL CHECK (role IN ('ADMINISTRATOR', 'EVALUATOR')),
    password_hash text        NOT NULL,
    active        boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL,
    last_sign_in  timestamptz
);

-- One visit: from a launch (person, course, role) or a sign-in (account). The cookie holds the secret, the row its hash.
CREATE TABLE visit (
    id               uuid PRIMARY KEY,
    secret_hash      bytea       NOT NULL UNIQUE,
    csrf_token       text        NOT NULL,
    audience         text        NOT NULL CHECK (audience IN ('TEACHER', 'LEARNER', 'OBSERVER', 'ADMINISTRATOR', 'EVALUATOR')),
    person_id        uuid REFERENCES person ON DELETE CASCADE,
    course_id        uuid REFERENCES course ON DELETE CASCADE,
    resource_link_id uuid REFERENCES resource_link ON DELETE CASCADE,
    account_id       uuid REFERENCES account ON DELETE CASCADE,
    locale           text        NOT NULL,
    -- where the LMS wants people to come back to, checked against its registration
    return_url       text,
    -- origin that may frame our pages in this visit
    frame_origin     text,
    created_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    CHECK ((account_id IS NULL) <> (person_id IS NULL))
);
CREATE INDEX visit_expiry ON visit (expires_at);
