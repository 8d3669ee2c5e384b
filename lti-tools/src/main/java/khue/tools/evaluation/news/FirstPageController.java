/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.news;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.tools.evaluation.FigureWords;
import khue.tools.evaluation.IndicatorQuestion;
import khue.tools.evaluation.ProgrammeTotals;
import khue.tools.evaluation.Store;
import khue.tools.evaluation.StoreSilent;
import khue.tools.evaluation.sources.SourceNews;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;

/** Where an evaluator begins: what changed since the visit before, and what to do first in the very first one. */
@Path("evaluation")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class FirstPageController {

    private static final String VIEW = "evaluation/news.html";
    private static final List<String> TONES = List.of("attention", "waiting", "plain", "good");

    /** Whose numerator is the accounts that nobody knows. */
    private static final String UNMAPPED = "Q3";

    @Inject
    private Store store;

    @Inject
    private SourceNews sources;

    @Inject
    private Instance<News> others;

    @Inject
    private EvaluatorVisits visits;

    @Inject
    private IndicatorQuestion question;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    @GET
    public Response first() {
        try {
            ProgrammeTotals totals = store.totals(question.thisSchoolYear(), current.locale());
            SourceNews.Heard heard = sources.heard(current.locale());
            Known now = new Known(totals.period(), figures(totals), heard.ids());
            Optional<EvaluatorVisits.Before> before = visits.seen(
                    current.require().account().orElseThrow(), current.id().orElseThrow(), now);
            Optional<Instant> since = before.map(EvaluatorVisits.Before::since);
            Optional<Known> known = before.map(EvaluatorVisits.Before::known);
            List<News.Item> items =
                    new ArrayList<>(heard.news(known.map(Known::sources).orElse(Set.of()), since));
            unmapped(known, now).ifPresent(items::add);
            for (News news : others) {
                items.addAll(news.since(since, current.locale()));
            }
            items.sort(Comparator.comparing(item -> TONES.indexOf(item.tone())));
            models.put("since", since.orElse(null));
            models.put("items", items);
            models.put("moves", moves(known, totals));
            models.put("totals", totals);
            models.put("another", known.isPresent() && !known.get().period().equals(totals.period()));
        } catch (StoreSilent silent) {
            models.put("silent", silent.getMessage());
            return Response.status(Response.Status.BAD_GATEWAY).entity(VIEW).build();
        }
        return Response.ok(VIEW).build();
    }

    private static Map<String, Known.Figure> figures(ProgrammeTotals totals) {
        Map<String, Known.Figure> figures = new LinkedHashMap<>();
        totals.totals()
                .forEach(total -> figures.put(
                        total.definition().id(),
                        new Known.Figure(
                                total.definition().version(),
                                total.figure().value(),
                                total.figure().numerator(),
                                total.figure().suppressed())));
        return figures;
    }

    /** Figures of another school year are not compared with those of this one. */
    private List<Moves.Move> moves(Optional<Known> known, ProgrammeTotals totals) {
        FigureWords words = new FigureWords(messages, current.locale());
        return known.filter(before -> before.period().equals(totals.period()))
                .map(before -> Moves.between(
                        before,
                        totals.totals(),
                        total -> words.value(
                                total.definition().unit(),
                                total.figure().value(),
                                total.figure().suppressed(),
                                totals.minimumGroup()),
                        (total, figure) -> words.value(
                                total.definition().unit(), figure.value(), figure.suppressed(), totals.minimumGroup())))
                .orElse(List.of());
    }

    private Optional<News.Item> unmapped(Optional<Known> known, Known now) {
        double is = accounts(now);
        double was = known.filter(before -> before.period().equals(now.period()))
                .map(FirstPageController::accounts)
                .orElse(0.0);
        return is > was
                ? Optional.of(new News.Item(
                        say("evaluation.news.unmapped", (long) (is - was)),
                        say("evaluation.news.unmapped.detail", (long) is),
                        "waiting",
                        say("evaluation.news.word.connect"),
                        "/evaluation/sources"))
                : Optional.empty();
    }

    private static double accounts(Known known) {
        return Optional.ofNullable(known.figures().get(UNMAPPED))
                .flatMap(Known.Figure::numerator)
                .orElse(0.0);
    }

    private String say(String key, Object... parameters) {
        return messages.say(current.locale(), key, parameters);
    }
}
