-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What people may ask of us about their own data: docs/decisions/0036-data-subject-requests.md

-- Stands where somebody stood who is erased, in what belongs to others: a teacher's name beside a pupil's evaluation, say.
INSERT INTO person (id, display_name, created_at) VALUES ('00000000-0000-0000-0000-000000000000', '—', now());

CREATE TABLE day_off (
    day        date PRIMARY KEY,
    vietnamese text    NOT NULL,
    english    text    NOT NULL,
    source     text    NOT NULL,
    -- a Saturday or Sunday that is worked in exchange
    worked     boolean NOT NULL DEFAULT false
);

INSERT INTO day_off (day, vietnamese, english, source) VALUES
    ('2026-01-01', 'Tết Dương lịch', 'New Year', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-16', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; lịch nghỉ 2026 (chưa đối chiếu với công báo)'),
    ('2026-02-17', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; lịch nghỉ 2026 (chưa đối chiếu với công báo)'),
    ('2026-02-18', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; lịch nghỉ 2026 (chưa đối chiếu với công báo)'),
    ('2026-02-19', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; lịch nghỉ 2026 (chưa đối chiếu với công báo)'),
    ('2026-02-20', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; lịch nghỉ 2026 (chưa đối chiếu với công báo)'),
    ('2026-04-27', 'Nghỉ bù Giỗ Tổ Hùng Vương', 'In lieu of Hùng Kings’ Day', 'Điều 111 và 112; 10/3 âm lịch là Chủ nhật 26/4 (chưa đối chiếu)'),
    ('2026-04-30', 'Ngày Chiến thắng', 'Victory Day', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-05-01', 'Ngày Quốc tế lao động', 'Labour Day', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-09-01', 'Quốc khánh', 'National Day', 'Điều 112: 2/9 và một ngày liền kề (chưa đối chiếu)'),
    ('2026-09-02', 'Quốc khánh', 'National Day', 'Bộ luật Lao động 2019, Điều 112'),
    ('2027-01-01', 'Tết Dương lịch', 'New Year', 'Bộ luật Lao động 2019, Điều 112'),
    ('2027-02-05', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; mùng Một là 06/02/2027 (dự kiến)'),
    ('2027-02-08', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; mùng Một là 06/02/2027 (dự kiến)'),
    ('2027-02-09', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; mùng Một là 06/02/2027 (dự kiến)'),
    ('2027-02-10', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; mùng Một là 06/02/2027 (dự kiến)'),
    ('2027-02-11', 'Tết Nguyên đán', 'Lunar New Year', 'Điều 112; mùng Một là 06/02/2027 (dự kiến)'),
    ('2027-04-16', 'Giỗ Tổ Hùng Vương', 'Hùng Kings’ Day', 'Điều 112; 10/3 âm lịch (dự kiến)'),
    ('2027-04-30', 'Ngày Chiến thắng', 'Victory Day', 'Bộ luật Lao động 2019, Điều 112'),
    ('2027-05-03', 'Nghỉ bù Ngày Quốc tế lao động', 'In lieu of Labour Day', 'Điều 111 và 112; 1/5 là thứ Bảy (dự kiến)'),
    ('2027-09-02', 'Quốc khánh', 'National Day', 'Bộ luật Lao động 2019, Điều 112'),
    ('2027-09-03', 'Quốc khánh', 'National Day', 'Điều 112: 2/9 và một ngày liền kề (dự kiến)');

CREATE TABLE legal_clock (
    kind               text PRIMARY KEY CHECK (kind IN ('EXPORT', 'ERASE', 'RESTRICT', 'OBJECT')),
    -- until the person is answered that the request is there and what happens
    reply_working_days integer NOT NULL CHECK (reply_working_days > 0),
    -- until it is done
    done_days          integer NOT NULL CHECK (done_days > 0),
    source             text    NOT NULL
);

INSERT INTO legal_clock (kind, reply_working_days, done_days, source) VALUES
    ('EXPORT', 2, 15, 'Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP'),
    ('ERASE', 2, 15, 'Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP'),
    ('RESTRICT', 2, 15, 'Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP'),
    ('OBJECT', 2, 15, 'Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP');

CREATE TABLE data_request (
    id           uuid PRIMARY KEY,
    seq          bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    kind         text        NOT NULL REFERENCES legal_clock,
    -- open: nothing was decided yet; running: an erasure that the store has to confirm
    state        text        NOT NULL CHECK (state IN ('OPEN', 'RUNNING', 'DONE', 'REFUSED')),
    -- whose data it is about; empty once that person is erased
    person_id    uuid REFERENCES person ON DELETE SET NULL,
    -- who asked on our pages
    asked_by     uuid REFERENCES person ON DELETE SET NULL,
    asked_as     text        NOT NULL CHECK (asked_as IN ('SELF', 'GUARDIAN', 'REPRESENTATIVE')),
    on_paper     boolean     NOT NULL,
    received_on  date        NOT NULL,
    reply_by     date        NOT NULL,
    done_by      date        NOT NULL,
    opened_at    timestamptz NOT NULL,
    replied_at   timestamptz,
    decided_at   timestamptz,
    -- an account; no foreign key: the request outlives it
    decided_by   uuid,
    -- why it was refused, to be said to the person
    refusal      text,
    done_at      timestamptz,
    -- a JSON value: how much of what was given, erased or left
    result       text        NOT NULL DEFAULT '{}',
    -- what makes the printed receipt verifiable
    receipt_code text UNIQUE,
    CHECK ((state IN ('DONE', 'REFUSED')) = (done_at IS NOT NULL)),
    CHECK ((state = 'REFUSED') = (refusal IS NOT NULL)),
    CHECK ((done_at IS NULL) = (receipt_code IS NULL))
);
CREATE INDEX data_request_state ON data_request (state, done_by);
CREATE INDEX data_request_person ON data_request (person_id);
CREATE INDEX data_request_asked_by ON data_request (asked_by);

-- Whom a class list does not bring back: an LMS goes on telling the name. Under the key of the pseudonyms: nobody can tell who it was.
CREATE TABLE erased_identity (
    platform_id  uuid        NOT NULL REFERENCES platform ON DELETE CASCADE,
    subject_hash text        NOT NULL,
    erased_at    timestamptz NOT NULL,
    PRIMARY KEY (platform_id, subject_hash)
);

-- Whose data is kept, and not used for anything but the person's own pages.
CREATE TABLE restriction (
    person_id  uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    request_id uuid        NOT NULL REFERENCES data_request,
    since      timestamptz NOT NULL
);
