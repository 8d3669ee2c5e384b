/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many models of the programme are alive, and how much of the city's variety they cover. */
final class I2Models {

    static final Indicator DEFINITION = new Indicator(
            "I2",
            2,
            new Text("Mô hình được triển khai", "Models in use"),
            new Text(
                    "Số mô hình có ít nhất một trường đang thí điểm hoạt động trong kỳ, so với chỉ tiêu (target). Độ phủ"
                            + " (coverage) là số ô cấp học × khu vực × loại hình có trường như vậy, chia cho 16; thuộc tính của"
                            + " trường là của ngày cuối kỳ." + Parts.ACTIVE_VI,
                    "Models with at least one active school that tries them in the period, against the target. The coverage"
                            + " is the number of cells level × area × ownership with such a school, divided by 16; what a"
                            + " school is, it is on the last day of the period." + Parts.ACTIVE_EN),
            Unit.COUNT,
            Grain.SCHOOL,
            Parts.DEEDS,
            Parts.ACTIVE + ",\n" + """
                    tried as (
                      select active.cell, active.school, active.pupils, model.model
                        from active
                        join xapi.school_model model
                          on model.school = active.school
                         and model.valid_from::timestamp at time zone 'Asia/Ho_Chi_Minh' < :until
                         and coalesce(model.valid_until::timestamp at time zone 'Asia/Ho_Chi_Minh', 'infinity') > :from
                    ), variety as (
                      select distinct tried.cell, past.level, past.area, past.ownership
                        from tried
                        join xapi.school_history past on past.school = tried.school
                       where past.valid_from::timestamp at time zone 'Asia/Ho_Chi_Minh' < :until
                         and coalesce(past.valid_until::timestamp at time zone 'Asia/Ho_Chi_Minh', 'infinity') >= :until
                         and past.level is not null and past.area is not null and past.ownership is not null
                    ), figure as (
                      select cell, count(distinct model) as numerator, null::numeric as denominator,
                             count(distinct model) as value,
                             (select sum(pupils) from (select distinct school, pupils from tried one
                                                        where one.cell is not distinct from tried.cell) as schools) as people,
                             (select count(*) / 16.0 from variety where variety.cell is not distinct from tried.cell) as coverage,
                             (select target from xapi.target where code = 'models' order by version desc limit 1) as target
                        from tried
                       group by cell
                    )""");

    private I2Models() {}
}
