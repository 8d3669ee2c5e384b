-- A consent that a family gave on paper, and how each consent ended.

-- A signed sheet that a school keeps: who signed for which child, when, and where it lies. It is proof of the consents that name it.
CREATE TABLE consent_paper (
    id          uuid PRIMARY KEY,
    child_id    uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    -- the class whose teachers keep it
    course_id   uuid        NOT NULL REFERENCES course ON DELETE CASCADE,
    -- the representative, as the sheet says: nobody who has to be known here
    signer      text        NOT NULL,
    relation    text        NOT NULL CHECK (relation IN ('MOTHER', 'FATHER', 'OTHER')),
    -- from seven years on the child signs, too
    child_signed boolean    NOT NULL,
    signed_on   date        NOT NULL,
    kept_at     text        NOT NULL,
    -- a photo or a scan of it
    scan_id     uuid REFERENCES stored_file,
    recorded_by uuid        NOT NULL REFERENCES person,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX consent_paper_child ON consent_paper (child_id);

ALTER TABLE consent
    ALTER COLUMN given_by DROP NOT NULL,
    ADD COLUMN paper_id  uuid REFERENCES consent_paper ON DELETE CASCADE,
    ADD COLUMN ended_by  uuid REFERENCES person,
    -- taken back by who may; noted by the school for who may; replaced by a yes to newer words or on a newer paper; a restriction
    ADD COLUMN ended_how text CHECK (ended_how IN ('TAKEN_BACK', 'BY_SCHOOL', 'REPLACED', 'RESTRICTED')),
    ADD CHECK (given_by IS NOT NULL OR (paper_id IS NOT NULL AND capacity = 'GUARDIAN')),
    ADD CHECK (ended_at IS NOT NULL OR (ended_how IS NULL AND ended_by IS NULL));
CREATE INDEX consent_of_paper ON consent (paper_id);
-- A representative on paper is nobody with an id: one such yes in force for each purpose.
CREATE UNIQUE INDEX consent_on_paper_in_force ON consent (child_id, purpose) WHERE given_by IS NULL AND ended_at IS NULL;

-- The family's yes to one work that is shown may be on paper, too.
ALTER TABLE showcase DROP CONSTRAINT showcase_check;
ALTER TABLE showcase
    ADD COLUMN paper_id  uuid REFERENCES consent_paper ON DELETE CASCADE,
    ADD COLUMN ended_by  uuid REFERENCES person,
    ADD COLUMN ended_how text CHECK (ended_how IN ('TAKEN_BACK', 'BY_SCHOOL', 'RESTRICTED')),
    ADD CONSTRAINT showcase_agreed CHECK ((agreed_at IS NULL) = (agreed_by IS NULL AND paper_id IS NULL)),
    ADD CONSTRAINT showcase_ended CHECK (ended_at IS NOT NULL OR (ended_how IS NULL AND ended_by IS NULL));
CREATE INDEX showcase_of_paper ON showcase (paper_id);
