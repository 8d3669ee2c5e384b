-- A project says more about itself: what it trains, how it is judged, its steps; and a school keeps good ones as templates.

ALTER TABLE project
    -- ids of framework terms, a JSON array
    ADD COLUMN competencies  text NOT NULL DEFAULT '[]',
    -- the framework whose terms are the outcomes
    ADD COLUMN outcome_scale text NOT NULL DEFAULT 'outcome-secondary',
    -- a JSON value, copied and read as a whole: see khue.tools.portfolio.projects.Rubric
    ADD COLUMN rubric        text NOT NULL DEFAULT '[]';

CREATE TABLE milestone (
    id         uuid PRIMARY KEY,
    project_id uuid    NOT NULL REFERENCES project ON DELETE CASCADE,
    position   integer NOT NULL,
    title      text    NOT NULL,
    -- the last day, in Việt Nam
    due_on     date
);
CREATE INDEX milestone_project ON milestone (project_id, position);

CREATE TABLE project_template (
    id            uuid PRIMARY KEY,
    -- the LMS whose teachers find it; of every LMS when there is none
    platform_id   uuid REFERENCES platform ON DELETE CASCADE,
    created_by    uuid REFERENCES person ON DELETE SET NULL,
    title         text        NOT NULL,
    instructions  text        NOT NULL,
    learning_form text        NOT NULL REFERENCES framework_term,
    strand        text REFERENCES framework_term,
    competencies  text        NOT NULL,
    outcome_scale text        NOT NULL,
    rubric        text        NOT NULL,
    -- a JSON value: each step's title and its last day, counted from the day on which a project begins
    milestones    text        NOT NULL,
    due_days      integer CHECK (due_days >= 0),
    created_at    timestamptz NOT NULL
);
CREATE INDEX project_template_platform ON project_template (platform_id);

INSERT INTO project_template (id, title, instructions, learning_form, strand, competencies, outcome_scale, rubric, milestones, due_days, created_at)
VALUES
('7b1f6a52-1f0e-4c62-9c0e-5c3a0f9b1a01', 'Vườn rau trên ban công',
 E'Em chọn một loại rau, tự gieo và chăm trong bốn tuần. Mỗi tuần chụp một ảnh và ghi lại cây đã thay đổi thế nào.\nCuối dự án, em kể: điều gì khó nhất, em đã thử cách nào, lần sau em sẽ làm gì khác.',
 'learning-form/1/project', 'strand/1/nature', '["competency/1/science","competency/1/problem-solving","quality/1/diligence"]', 'outcome-secondary',
 '[{"title":"Quan sát và ghi chép","competency":"competency/1/science","levels":["Có ảnh nhưng chưa ghi chép","Ghi chép một vài lần","Ghi chép đều mỗi tuần","Ghi chép đều, có số đo và so sánh"]},{"title":"Giải quyết khó khăn","competency":"competency/1/problem-solving","levels":["Chưa nêu được khó khăn","Nêu được khó khăn","Đã thử một cách giải quyết","Đã thử, so sánh và rút ra cách tốt hơn"]},{"title":"Chăm chỉ","competency":"quality/1/diligence","levels":["Cần nhắc nhiều","Thỉnh thoảng cần nhắc","Tự chăm cây","Tự chăm cây và giúp bạn"]}]',
 '[{"title":"Gieo hạt","days":7},{"title":"Tuần thứ hai","days":14},{"title":"Thu hoạch và kể lại","days":28}]', 28, now()),
('7b1f6a52-1f0e-4c62-9c0e-5c3a0f9b1a02', 'Phỏng vấn một người làm nghề',
 E'Em chọn một nghề quanh mình, chuẩn bị năm câu hỏi, phỏng vấn một người đang làm nghề đó và kể lại cho lớp.\nXin phép trước khi chụp ảnh hoặc ghi âm.',
 'learning-form/1/practice', 'strand/1/career', '["competency/1/communication","competency/1/language","quality/1/responsibility"]', 'outcome-secondary',
 '[{"title":"Câu hỏi","competency":"competency/1/language","levels":["Chưa đủ năm câu","Đủ câu, còn chung chung","Câu hỏi rõ ràng","Câu hỏi sâu, theo mạch câu chuyện"]},{"title":"Giao tiếp","competency":"competency/1/communication","levels":["Chưa gặp được người làm nghề","Gặp và hỏi được một phần","Phỏng vấn trọn vẹn, lịch sự","Phỏng vấn tự tin, biết hỏi thêm"]}]',
 '[{"title":"Năm câu hỏi","days":5},{"title":"Phỏng vấn","days":12},{"title":"Kể lại cho lớp","days":16}]', 16, now()),
('7b1f6a52-1f0e-4c62-9c0e-5c3a0f9b1a03', 'Góc chơi của bé',
 E'Cô ghi lại bằng ảnh cách trẻ chơi ở góc xây dựng, góc phân vai, góc thiên nhiên trong một tuần; mỗi ảnh một câu về điều trẻ đang làm được.',
 'learning-form/1/play', 'strand/1/self', '["development-field/1/social","development-field/1/language"]', 'outcome-preschool', '[]',
 '[]', 7, now());
