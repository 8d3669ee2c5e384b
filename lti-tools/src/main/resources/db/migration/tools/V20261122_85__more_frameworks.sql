-- What the whole portfolio chooses from: competencies and qualities, fields of development in preschool, and how work is judged at each
-- level of school.

-- Of a scale only: what a level counts for, the highest of its scale being full marks; nothing above 0 is not passed. A scale without
-- points never becomes a grade.
ALTER TABLE framework_term ADD COLUMN points integer CHECK (points >= 0);

INSERT INTO framework (id, version, source, since) VALUES
    ('competency', '1', 'Chương trình giáo dục phổ thông 2018: năng lực chung và năng lực đặc thù (chưa đối chiếu với bản công báo)', '2018-12-26'),
    ('quality', '1', 'Chương trình giáo dục phổ thông 2018: năm phẩm chất chủ yếu (chưa đối chiếu với bản công báo)', '2018-12-26'),
    ('development-field', '1', 'Chương trình giáo dục mầm non: năm lĩnh vực phát triển của trẻ mẫu giáo (chưa đối chiếu với bản công báo)', '2009-07-25'),
    ('outcome-secondary', '1', 'Thông tư 22/2021/TT-BGDĐT: đánh giá bằng nhận xét', '2021-09-05'),
    ('outcome-primary', '1', 'Thông tư 27/2020/TT-BGDĐT (chưa đối chiếu với bản công báo)', '2020-10-20'),
    ('outcome-preschool', '1', 'Mầm non: chỉ quan sát, không xếp loại, không so sánh trẻ', '2009-07-25');

INSERT INTO framework_term (id, framework, version, code, position, vietnamese, english, points) VALUES
    ('competency/1/self-learning', 'competency', '1', 'self-learning', 1, 'Tự chủ và tự học', 'Autonomy and self-learning', NULL),
    ('competency/1/communication', 'competency', '1', 'communication', 2, 'Giao tiếp và hợp tác', 'Communication and collaboration', NULL),
    ('competency/1/problem-solving', 'competency', '1', 'problem-solving', 3, 'Giải quyết vấn đề và sáng tạo', 'Problem solving and creativity', NULL),
    ('competency/1/language', 'competency', '1', 'language', 4, 'Ngôn ngữ', 'Language', NULL),
    ('competency/1/mathematics', 'competency', '1', 'mathematics', 5, 'Tính toán', 'Mathematics', NULL),
    ('competency/1/science', 'competency', '1', 'science', 6, 'Khoa học', 'Science', NULL),
    ('competency/1/technology', 'competency', '1', 'technology', 7, 'Công nghệ', 'Technology', NULL),
    ('competency/1/informatics', 'competency', '1', 'informatics', 8, 'Tin học', 'Informatics', NULL),
    ('competency/1/aesthetics', 'competency', '1', 'aesthetics', 9, 'Thẩm mĩ', 'Aesthetics', NULL),
    ('competency/1/physical', 'competency', '1', 'physical', 10, 'Thể chất', 'Physical education', NULL),
    ('quality/1/patriotism', 'quality', '1', 'patriotism', 1, 'Yêu nước', 'Patriotism', NULL),
    ('quality/1/compassion', 'quality', '1', 'compassion', 2, 'Nhân ái', 'Compassion', NULL),
    ('quality/1/diligence', 'quality', '1', 'diligence', 3, 'Chăm chỉ', 'Diligence', NULL),
    ('quality/1/honesty', 'quality', '1', 'honesty', 4, 'Trung thực', 'Honesty', NULL),
    ('quality/1/responsibility', 'quality', '1', 'responsibility', 5, 'Trách nhiệm', 'Responsibility', NULL),
    ('development-field/1/physical', 'development-field', '1', 'physical', 1, 'Phát triển thể chất', 'Physical development', NULL),
    ('development-field/1/cognitive', 'development-field', '1', 'cognitive', 2, 'Phát triển nhận thức', 'Cognitive development', NULL),
    ('development-field/1/language', 'development-field', '1', 'language', 3, 'Phát triển ngôn ngữ', 'Language development', NULL),
    ('development-field/1/social', 'development-field', '1', 'social', 4, 'Phát triển tình cảm và kĩ năng xã hội', 'Emotional and social development', NULL),
    ('development-field/1/aesthetic', 'development-field', '1', 'aesthetic', 5, 'Phát triển thẩm mĩ', 'Aesthetic development', NULL),
    ('outcome-secondary/1/passed', 'outcome-secondary', '1', 'passed', 1, 'Đạt', 'Passed', 1),
    ('outcome-secondary/1/failed', 'outcome-secondary', '1', 'failed', 2, 'Chưa đạt', 'Not yet', 0),
    ('outcome-primary/1/well-done', 'outcome-primary', '1', 'well-done', 1, 'Hoàn thành tốt', 'Completed well', 2),
    ('outcome-primary/1/done', 'outcome-primary', '1', 'done', 2, 'Hoàn thành', 'Completed', 1),
    ('outcome-primary/1/not-done', 'outcome-primary', '1', 'not-done', 3, 'Chưa hoàn thành', 'Not completed yet', 0),
    ('outcome-preschool/1/observed', 'outcome-preschool', '1', 'observed', 1, 'Đã quan sát', 'Observed', NULL);
