-- Which components of the ecosystem a project touches, as its teacher says: docs/decisions/0050-ecosystem-map.md

INSERT INTO framework (id, version, source, since) VALUES
    ('component', '1', 'Chương trình 1217/CTr-ĐHTĐHN (QĐ 4906/QĐ-UBND): năm thành tố của hệ sinh thái học tập, sáng tạo', '2022-12-08');

-- The codes are those of the store's list of components.
INSERT INTO framework_term (id, framework, version, code, position, vietnamese, english) VALUES
    ('component/1/people', 'component', '1', 'people', 1, 'Chủ thể (con người)', 'People'),
    ('component/1/knowledge', 'component', '1', 'knowledge', 2, 'Tri thức (nội dung)', 'Knowledge'),
    ('component/1/technology', 'component', '1', 'technology', 3, 'Công nghệ', 'Technology'),
    ('component/1/context', 'component', '1', 'context', 4, 'Bối cảnh', 'Context'),
    ('component/1/culture', 'component', '1', 'culture', 5, 'Văn hóa – chiến lược', 'Culture and strategy');

ALTER TABLE project
    -- ids of framework terms, a JSON array
    ADD COLUMN components text NOT NULL DEFAULT '[]';
ALTER TABLE project_template
    ADD COLUMN components text NOT NULL DEFAULT '[]';
ALTER TABLE project_template_version
    ADD COLUMN components text NOT NULL DEFAULT '[]';
