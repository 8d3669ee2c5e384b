/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import khue.xapi.reports.indicators.PlainReports.Plain;

/** Equity by the second road. */
final class PlainE extends Asked {

    PlainE(PlainReports all, Question question) {
        super(all, question);
    }

    Map<String, Plain> e1() {
        Map<List<Object>, Set<String>> pupils = new HashMap<>();
        accepted()
                .forEach(item -> pupils.computeIfAbsent(
                                List.of(item.cell(), List.of(item.classIri(), schoolYear(item))),
                                key -> new HashSet<>())
                        .add(item.pupil()));
        Map<String, Plain> figures = new TreeMap<>();
        enrolledByYear().forEach((cell, classes) -> {
            Map<String, double[]> sides = new HashMap<>();
            classes.forEach((ofYear, enrolled) -> placeAtTheEnd((String) ofYear.get(0))
                    .ifPresent(place -> {
                        int accepted = pupils.getOrDefault(List.<Object>of(cell, ofYear), Set.of())
                                .size();
                        for (String side : List.of(
                                place.area().orElse(""), place.ownership().orElse(""))) {
                            double[] sum = sides.computeIfAbsent(side, key -> new double[2]);
                            sum[0] += Math.min(accepted, enrolled.learners());
                            sum[1] += enrolled.learners();
                        }
                    }));
            if (sides.containsKey("inner") && sides.containsKey("outer")) {
                figures.put(cell, gap(sides));
            }
        });
        return figures;
    }

    private static Plain gap(Map<String, double[]> sides) {
        double area = difference(sides, "inner", "outer");
        double error = error(sides, "inner", "outer");
        Map<String, Double> more = new HashMap<>();
        more.put("low", area - error);
        more.put("high", area + error);
        if (sides.containsKey("public") && sides.containsKey("private")) {
            double ownership = difference(sides, "public", "private");
            double ofOwnership = error(sides, "public", "private");
            more.put("ownership", ownership);
            more.put("ownership_low", ownership - ofOwnership);
            more.put("ownership_high", ownership + ofOwnership);
        }
        double smallest =
                sides.values().stream().mapToDouble(sum -> sum[1]).min().orElseThrow();
        return new Plain(null, null, area, (long) smallest, more);
    }

    private static double difference(Map<String, double[]> sides, String one, String other) {
        return share(sides.get(one)) - share(sides.get(other));
    }

    private static double error(Map<String, double[]> sides, String one, String other) {
        double variance = 0;
        for (String side : List.of(one, other)) {
            double p = share(sides.get(side));
            variance += p * (1 - p) / sides.get(side)[1];
        }
        return 1.96 * Math.sqrt(variance);
    }

    private static double share(double[] sum) {
        return sum[0] / sum[1];
    }
}
