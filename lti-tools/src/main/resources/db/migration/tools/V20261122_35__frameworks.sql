-- Label sets that a programme or a regulation prescribes. They change: a set has versions, each with its source, and what was said stays
-- with the version it was said in.
CREATE TABLE framework (
    id      text NOT NULL,
    version text NOT NULL,
    source  text NOT NULL,
    since   date NOT NULL,
    PRIMARY KEY (id, version)
);

CREATE TABLE framework_term (
    -- below the installation's IRI prefix, the term's IRI
    id         text PRIMARY KEY,
    framework  text    NOT NULL,
    version    text    NOT NULL,
    code       text    NOT NULL,
    position   integer NOT NULL,
    vietnamese text    NOT NULL,
    english    text    NOT NULL,
    FOREIGN KEY (framework, version) REFERENCES framework,
    UNIQUE (framework, version, position),
    CHECK (id = framework || '/' || version || '/' || code)
);

INSERT INTO framework (id, version, source, since) VALUES
    ('learning-form', '1', 'Chương trình 1217/CTr-ĐHTĐHN, Quyết định 4906/QĐ-UBND ngày 08/12/2022 của UBND thành phố Hà Nội', '2022-12-08'),
    ('strand', '1', 'Chương trình GDPT 2018, Hoạt động trải nghiệm, hướng nghiệp: các mạch nội dung (chưa đối chiếu với bản công báo)', '2018-12-26');

INSERT INTO framework_term (id, framework, version, code, position, vietnamese, english) VALUES
    ('learning-form/1/play', 'learning-form', '1', 'play', 1, 'Học qua chơi', 'Learning through play'),
    ('learning-form/1/practice', 'learning-form', '1', 'practice', 2, 'Thực hành, trải nghiệm', 'Practice and experience'),
    ('learning-form/1/situation', 'learning-form', '1', 'situation', 3, 'Học qua tình huống', 'Learning through situations'),
    ('learning-form/1/project', 'learning-form', '1', 'project', 4, 'Học qua dự án', 'Learning through projects'),
    ('strand/1/self', 'strand', '1', 'self', 1, 'Hướng vào bản thân', 'Towards oneself'),
    ('strand/1/society', 'strand', '1', 'society', 2, 'Hướng đến xã hội', 'Towards society'),
    ('strand/1/nature', 'strand', '1', 'nature', 3, 'Hướng đến tự nhiên', 'Towards nature'),
    ('strand/1/career', 'strand', '1', 'career', 4, 'Hướng nghiệp', 'Towards a career');
