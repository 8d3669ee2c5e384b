-- Three roles, a second factor, and the sign-in of another system.

ALTER TABLE account DROP CONSTRAINT account_role_check;
ALTER TABLE account ADD CONSTRAINT account_role_check CHECK (role IN ('ADMINISTRATOR', 'EVALUATOR', 'READER'));
ALTER TABLE visit DROP CONSTRAINT visit_audience_check;
ALTER TABLE visit ADD CONSTRAINT visit_audience_check
    CHECK (audience IN ('TEACHER', 'LEARNER', 'OBSERVER', 'ADMINISTRATOR', 'EVALUATOR', 'READER'));

ALTER TABLE account
    -- in small letters; whom an OpenID provider's verified address means
    ADD COLUMN email             text UNIQUE,
    -- somebody else knows the password: it is good for choosing one's own, and for nothing else
    ADD COLUMN password_is_given boolean NOT NULL DEFAULT false,
    -- RFC 6238: shown to its owner but not confirmed yet; then the one in force, and the last time step that a code was taken for
    ADD COLUMN totp_offered      bytea,
    ADD COLUMN totp_secret       bytea,
    ADD COLUMN totp_since        timestamptz,
    ADD COLUMN totp_last_step    bigint,
    -- who this is to the OpenID provider
    ADD COLUMN oidc_issuer       text,
    ADD COLUMN oidc_subject      text,
    ADD UNIQUE (oidc_issuer, oidc_subject),
    ADD CHECK ((totp_secret IS NULL) = (totp_since IS NULL)),
    ADD CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL));

-- Each is good once, when the second factor is not at hand.
CREATE TABLE recovery_code (
    account_id uuid  NOT NULL REFERENCES account ON DELETE CASCADE,
    code_hash  bytea NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

-- Somebody whose password, or whose provider, was right and who has another step to take. No visit begins before the last one.
CREATE TABLE pending_sign_in (
    secret_hash bytea PRIMARY KEY,
    account_id  uuid        NOT NULL REFERENCES account ON DELETE CASCADE,
    by_password boolean     NOT NULL,
    code_given  boolean     NOT NULL DEFAULT false,
    -- the page that was asked for
    to_page     text,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX pending_sign_in_expiry ON pending_sign_in (expires_at);
