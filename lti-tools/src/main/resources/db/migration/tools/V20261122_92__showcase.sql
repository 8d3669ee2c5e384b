-- Works that are shown outside the class by a link: chosen by the pupil, agreed by a guardian, approved by the school, for a time.

ALTER TABLE consent_text DROP CONSTRAINT consent_text_purpose_check;
ALTER TABLE consent_text ADD CONSTRAINT consent_text_purpose_check CHECK (purpose IN ('PICTURES', 'SHOWCASE'));

INSERT INTO consent_text (purpose, version, legal_basis, vietnamese, english, valid_from) VALUES
    ('SHOWCASE', 1, 'Luật 91/2025/QH15',
     'Bài này được mở cho bất kỳ ai có liên kết, trong thời hạn nhà trường đặt. Người xem thấy tên gọi của em (không có họ, không có tên trường), lời của em và những ảnh chỉ có một mình em hoặc không có ai. Có thể rút lại bất cứ lúc nào, không cần lý do; liên kết hết dùng được ngay.',
     'This work is opened to anybody who has the link, for a time that the school sets. They see the child''s given name (no family name, no school), the child''s words, and pictures with nobody else in them. You can withdraw at any time without a reason; the link stops working at once.',
     '2026-01-01T00:00:00Z');

CREATE TABLE showcase (
    id           uuid PRIMARY KEY,
    work_id      uuid        NOT NULL REFERENCES work ON DELETE CASCADE,
    -- the child's own yes is that the child chose the work
    chosen_at    timestamptz NOT NULL,
    purpose      text        NOT NULL DEFAULT 'SHOWCASE' CHECK (purpose = 'SHOWCASE'),
    -- the words that both were asked by
    text_version integer     NOT NULL,
    -- the guardian's yes
    agreed_by    uuid REFERENCES person ON DELETE CASCADE,
    agreed_at    timestamptz,
    -- the school's
    approved_by  uuid REFERENCES person,
    approved_at  timestamptz,
    -- what the link's address ends with
    token        text UNIQUE,
    expires_at   timestamptz,
    ended_at     timestamptz,
    FOREIGN KEY (purpose, text_version) REFERENCES consent_text,
    CHECK ((agreed_by IS NULL) = (agreed_at IS NULL)),
    CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CHECK (approved_at IS NULL OR agreed_at IS NOT NULL),
    CHECK ((token IS NOT NULL) = (approved_at IS NOT NULL AND ended_at IS NULL)),
    CHECK ((expires_at IS NULL) = (approved_at IS NULL))
);
CREATE UNIQUE INDEX showcase_in_force ON showcase (work_id) WHERE ended_at IS NULL;
