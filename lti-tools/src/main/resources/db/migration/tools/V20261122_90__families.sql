-- Families: who may look at a child's work, what was consented to, what was opened to them, and who is in a picture.

ALTER TABLE visit DROP CONSTRAINT visit_audience_check;
ALTER TABLE visit ADD CONSTRAINT visit_audience_check
    CHECK (audience IN ('TEACHER', 'LEARNER', 'OBSERVER', 'ADMINISTRATOR', 'EVALUATOR', 'READER', 'GUARDIAN'));

-- A sheet of paper that a teacher printed for one child's family. The paper has the code, the row its hash.
CREATE TABLE family_sheet (
    id         uuid PRIMARY KEY,
    child_id   uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    -- the class whose teachers see it, and say whether it was the family that used it
    course_id  uuid        NOT NULL REFERENCES course ON DELETE CASCADE,
    code_hash  bytea       NOT NULL UNIQUE,
    printed_by uuid        NOT NULL REFERENCES person,
    printed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX family_sheet_course ON family_sheet (course_id, child_id);
CREATE INDEX family_sheet_child ON family_sheet (child_id);

-- A grown-up of one child's family. It begins with a sheet's code, and opens nothing before a teacher has said that this is the family.
CREATE TABLE guardian (
    id           uuid PRIMARY KEY,
    person_id    uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    child_id     uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    course_id    uuid        NOT NULL REFERENCES course ON DELETE CASCADE,
    relation     text        NOT NULL CHECK (relation IN ('MOTHER', 'FATHER', 'OTHER')),
    -- the last digits of a telephone number that the school has, for the teacher to compare; forgotten once compared
    phone_end    text CHECK (phone_end ~ '^[0-9]{4}$'),
    asked_at     timestamptz NOT NULL,
    confirmed_at timestamptz,
    confirmed_by uuid REFERENCES person,
    revoked_at   timestamptz,
    UNIQUE (person_id, child_id),
    CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL)),
    CHECK (phone_end IS NULL OR (confirmed_at IS NULL AND revoked_at IS NULL))
);
CREATE INDEX guardian_child ON guardian (child_id);
CREATE INDEX guardian_course ON guardian (course_id);

-- Whether the children of a class are younger than seven: then the guardian consents alone, else together with the child.
CREATE TABLE class_of_young_children (
    course_id uuid PRIMARY KEY REFERENCES course ON DELETE CASCADE,
    said_by   uuid        NOT NULL REFERENCES person,
    said_at   timestamptz NOT NULL
);

-- What is asked, word for word. A row is never changed: other words are a new version, which is asked anew.
CREATE TABLE consent_text (
    purpose     text        NOT NULL CHECK (purpose IN ('PICTURES')),
    version     integer     NOT NULL,
    legal_basis text        NOT NULL,
    vietnamese  text        NOT NULL,
    english     text        NOT NULL,
    valid_from  timestamptz NOT NULL,
    PRIMARY KEY (purpose, version)
);

INSERT INTO consent_text (purpose, version, legal_basis, vietnamese, english, valid_from) VALUES
    ('PICTURES', 1, 'Luật 91/2025/QH15',
     'Trong ảnh và video của bài làm có khi có nhiều học sinh. Đồng ý nghĩa là: gia đình của những bạn cùng có mặt trong ảnh, video đó được xem con trên trang của nhà trường. Không đồng ý thì ảnh, video có con không mở cho gia đình khác. Có thể rút lại bất cứ lúc nào, không cần lý do; ảnh được ẩn ngay.',
     'Pictures and videos of a piece of work may show several children. To agree means: the families of the other children in such a picture or video may see your child in it on the school''s page. If you do not agree, pictures and videos with your child are not opened to other families. You can withdraw at any time without a reason; the pictures are hidden at once.',
     '2026-01-01T00:00:00Z');

-- Who agreed to what, for whom, as what, when and to which words; who took it back, and when. Rows are never deleted but with the child.
CREATE TABLE consent (
    id           uuid PRIMARY KEY,
    child_id     uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    purpose      text        NOT NULL,
    text_version integer     NOT NULL,
    given_by     uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    -- the child, or a guardian for the child
    capacity     text        NOT NULL CHECK (capacity IN ('CHILD', 'GUARDIAN')),
    language     text        NOT NULL,
    given_at     timestamptz NOT NULL,
    -- taken back, or replaced by a yes to newer words
    ended_at     timestamptz,
    FOREIGN KEY (purpose, text_version) REFERENCES consent_text
);
CREATE INDEX consent_child ON consent (child_id, purpose);
-- One consent in force for each purpose of each who may give it.
CREATE UNIQUE INDEX consent_in_force ON consent (child_id, purpose, given_by) WHERE ended_at IS NULL;

-- A work that a teacher opened to the pupil's family. The family sees it while it is accepted.
CREATE TABLE family_share (
    work_id   uuid PRIMARY KEY REFERENCES work ON DELETE CASCADE,
    shared_by uuid        NOT NULL REFERENCES person,
    shared_at timestamptz NOT NULL
);

-- Somebody said who is in a picture or a video; before that, no family sees it.
CREATE TABLE picture_people (
    file_id uuid PRIMARY KEY REFERENCES stored_file ON DELETE CASCADE,
    said_by uuid        NOT NULL REFERENCES person,
    said_at timestamptz NOT NULL
);

CREATE TABLE person_in_picture (
    file_id   uuid NOT NULL REFERENCES picture_people ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    PRIMARY KEY (file_id, person_id)
);
CREATE INDEX person_in_picture_person ON person_in_picture (person_id);
