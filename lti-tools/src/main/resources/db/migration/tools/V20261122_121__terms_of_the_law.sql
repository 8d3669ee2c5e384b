-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What each term rests on. Where the text of the Decree has not been compared, the shorter of the terms that are told of it stands here:
-- whoever is done earlier is in time by either. An administrator changes them at /tools/subjects/clocks.
UPDATE legal_clock SET source = 'Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP: trả lời 2 ngày làm việc, hạn chế và phản đối 15 ngày'
WHERE kind IN ('RESTRICT', 'OBJECT') AND reply_working_days = 2 AND done_days = 15;
UPDATE legal_clock SET done_days = 10,
    source = 'Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP: trả lời 2 ngày làm việc; các bản tóm tắt nêu 10 đến 20 ngày tùy quyền (chưa đối chiếu với công báo), ở đây lấy 10'
WHERE kind = 'EXPORT' AND reply_working_days = 2 AND done_days = 15;
UPDATE legal_clock SET
    source = 'Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP: trả lời 2 ngày làm việc; các bản tóm tắt nêu 10 đến 20 ngày tùy quyền (chưa đối chiếu với công báo), ở đây giữ 15'
WHERE kind = 'ERASE' AND reply_working_days = 2 AND done_days = 15;
