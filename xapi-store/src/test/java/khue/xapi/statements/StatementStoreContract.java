/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link StatementStore} keeps to. */
public abstract class StatementStoreContract extends StatementsForTests {

    @Test
    void findsAStatementByItsIdAsSoonAsItIsStored() {
        UUID id = add(statement("a")).get(0);

        assertThat(store().find(id)).hasValueSatisfying(found -> {
            assertThat(found.payload()).contains(id.toString());
            assertThat(found.voided()).isFalse();
        });
        assertThat(store().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void listsTheNewestFirstAndTheStatementsOfABatchInTheirOrder() {
        List<UUID> ids = new ArrayList<>(add(statement("a"), statement("b"), statement("c")));
        ids.addAll(add(statement("d")));
        Collections.reverse(ids);

        assertThat(find(query -> query)).isEqualTo(ids);
    }

    @Test
    void listsTheOldestFirstWhenAskedTo() {
        List<UUID> ids = add(statement("a"), statement("b"));

        assertThat(find(With::ascending)).isEqualTo(ids);
    }

    @Test
    void leadsThroughAllPagesInBothDirections() {
        List<UUID> ids = new ArrayList<>();
        IntStream.range(0, 7).forEach(i -> ids.addAll(add(statement("p" + i))));

        assertThat(allPages(true)).isEqualTo(ids);
        Collections.reverse(ids);
        assertThat(allPages(false)).isEqualTo(ids);
    }

    @Test
    void findsByVerbActivityRegistrationAndTheirCombination() {
        String verb = "http://example.vn/verb/" + UUID.randomUUID();
        UUID registration = UUID.randomUUID();
        UUID first = add(statement("x", verb, "")).get(0);
        UUID second = add(statement("y", verb, ",'context':{'registration':'" + registration + "'}"))
                .get(0);

        assertThat(find(query -> query.verb(verb))).containsExactly(second, first);
        assertThat(find(query -> query.verb(verb).activity("http://example.vn/x")))
                .containsExactly(first);
        assertThat(find(query -> query.registration(registration))).containsExactly(second);
        assertThat(find(query -> query.registration(registration).activity("http://example.vn/x")))
                .isEmpty();
    }

    @Test
    void findsRelatedActivitiesAndAgentsOnlyWhenAskedTo() {
        String parent = "http://example.vn/parent/" + UUID.randomUUID();
        String mentor = "mailto:mentor-" + UUID.randomUUID() + "@example.vn";
        UUID id = add(statement(
                        "x",
                        "http://example.vn/v",
                        ",'context':{'instructor':{'mbox':'" + mentor + "'},'contextActivities':{'parent':{'id':'"
                                + parent + "'}}}"))
                .get(0);

        assertThat(find(query -> query.activity(parent))).isEmpty();
        assertThat(find(query -> query.activity(parent).relatedActivities())).containsExactly(id);
        assertThat(find(query -> query.agent(mentor))).isEmpty();
        assertThat(find(query -> query.agent(mentor).relatedAgents())).containsExactly(id);
    }

    @Test
    void takesSinceAsLaterThanAndUntilAsNotLaterThan() {
        UUID first = add(statement("a")).get(0);
        UUID second = add(statement("b")).get(0);
        Instant stored = store().find(first).orElseThrow().stored();

        assertThat(find(query -> query.since(stored))).containsExactly(second);
        assertThat(find(query -> query.until(stored))).containsExactly(first);
    }

    @Test
    void leavesAVoidedStatementOutOfListsWhicheverOfTheTwoCameFirst() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        add(received(first, statement("a")));
        add(voiding(first));
        add(voiding(second));
        add(received(second, statement("b")));

        assertThat(find(query -> query)).hasSize(2).doesNotContain(first, second);
        assertThat(store().find(first).orElseThrow().voided()).isTrue();
        assertThat(store().find(second).orElseThrow().voided()).isTrue();
    }

    @Test
    void doesNotVoidAVoidingStatement() {
        UUID voiding = add(voiding(UUID.randomUUID())).get(0);
        add(voiding(voiding));

        assertThat(store().find(voiding).orElseThrow().voided()).isFalse();
    }

    /** The numbers say in which order the target, the one that refers to it and the one that refers to that come. */
    @ParameterizedTest
    @ValueSource(strings = {"123", "132", "213", "231", "312", "321"})
    void findsAStatementByWhatItRefersToWhicheverCameFirst(String order) {
        UUID target = UUID.randomUUID();
        UUID middle = UUID.randomUUID();
        UUID last = UUID.randomUUID();
        String verb = "http://example.vn/verb/" + UUID.randomUUID();
        List<ReceivedStatement> chain = List.of(
                received(target, statement("a", verb, "")),
                received(middle, referring(target)),
                received(last, referring(middle)));
        List<UUID> newestFirst = new ArrayList<>();

        for (char number : order.toCharArray()) {
            add(chain.get(number - '1'));
            newestFirst.add(0, chain.get(number - '1').id());
        }

        assertThat(find(query -> query.verb(verb))).isEqualTo(newestFirst);
        assertThat(find(query -> query.verb(verb).limit(2))).isEqualTo(newestFirst.subList(0, 2));
    }

    @Test
    void findsAStatementByAVoidedOneThatItRefersTo() {
        UUID target = UUID.randomUUID();
        UUID comment = UUID.randomUUID();
        String verb = "http://example.vn/verb/" + UUID.randomUUID();
        ReceivedStatement voiding = voiding(target);
        add(received(comment, referring(target)), voiding, received(target, statement("a", verb, "")));

        assertThat(find(query -> query.verb(verb))).containsExactly(voiding.id(), comment);
    }

    @Test
    void doesNotMixConditionsOfAStatementWithThoseOfItsTarget() {
        UUID target = add(statement("a")).get(0);
        String ownVerb = "http://example.vn/verb/" + UUID.randomUUID();
        add(received(UUID.randomUUID(), referring(target).replace("http://example.vn/commented", ownVerb)));

        assertThat(find(query -> query.verb(ownVerb))).hasSize(1);
        assertThat(find(query -> query.verb(ownVerb).activity("http://example.vn/a")))
                .isEmpty();
    }

    @Test
    void leavesARepeatedStatementAsItIs() {
        UUID id = UUID.randomUUID();
        add(received(id, statement("a")));
        String payload = store().find(id).orElseThrow().payload();

        add(received(id, statement("a")), received(UUID.randomUUID(), statement("b")));

        assertThat(store().find(id).orElseThrow().payload()).isEqualTo(payload);
        assertThat(find(query -> query)).hasSize(2);
    }

    @Test
    void storesNothingOfABatchThatContradictsAStoredStatement() {
        UUID id = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        add(received(id, statement("a")));

        assertThatThrownBy(() -> add(received(other, statement("b")), received(id, statement("c"))))
                .isInstanceOf(StatementConflict.class);

        assertThat(store().find(other)).isEmpty();
    }

    @Test
    void isConsistentThroughThePresentWhenNobodyWrites() {
        UUID id = add(statement("a")).get(0);

        assertThat(store().consistentThrough())
                .isAfter(store().find(id).orElseThrow().stored());
    }

    @Test
    void givesALongAnswerInChunksWhateverItsLimit() {
        add(IntStream.range(0, 1_200).mapToObj(i -> statement("n" + i)).toArray(String[]::new));

        StatementPage first = store().find(new With(agent).limit(100_000).build());

        assertThat(first.statements()).hasSizeBetween(1, 1_000);
        assertThat(first.next()).isPresent();
        assertThat(countAllPages()).isEqualTo(1_200);
    }

    @Test
    void findsByAgentInEachOfItsDirectPlaces() {
        String other = "mailto:" + UUID.randomUUID() + "@example.vn";
        UUID asMember = add("{'actor':{'objectType':'Group','member':[{'mbox':'%s'},{'mbox':'%s'}]},"
                                .formatted(agent, other)
                        + "'verb':{'id':'http://example.vn/did'},'object':{'id':'http://example.vn/a'}}")
                .get(0);
        UUID asObject = add("{'actor':{'mbox':'%s'},'verb':{'id':'http://example.vn/did'},".formatted(other)
                        + "'object':{'objectType':'Agent','mbox':'%s'}}".formatted(agent))
                .get(0);

        assertThat(find(query -> query)).containsExactly(asObject, asMember);
        assertThat(find(query -> query.verb("http://example.vn/did"))).containsExactly(asObject, asMember);
        assertThat(find(query -> query.agent(other).activity("http://example.vn/a")))
                .containsExactly(asMember);
    }

    @Test
    void findsByRelatedAgentAndRelatedActivityOfAStatementThatIsReferredTo() {
        String parent = "http://example.vn/parent/" + UUID.randomUUID();
        String mentor = "mailto:mentor-" + UUID.randomUUID() + "@example.vn";
        UUID target = add(statement(
                        "x",
                        "http://example.vn/v",
                        ",'context':{'instructor':{'mbox':'" + mentor + "'},'contextActivities':{'parent':{'id':'"
                                + parent + "'}}}"))
                .get(0);
        UUID comment = add(referring(target)).get(0);

        assertThat(find(query ->
                        query.agent(mentor).relatedAgents().activity(parent).relatedActivities()))
                .containsExactly(comment, target);
        assertThat(find(query -> query.agent(mentor).activity(parent).relatedActivities()))
                .isEmpty();
    }

    private List<UUID> allPages(boolean ascending) {
        List<UUID> found = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        do {
            With query = new With(agent).limit(3).from(next);
            StatementPage page = store().find((ascending ? query.ascending() : query).build());
            page.statements().forEach(statement -> found.add(id(statement)));
            next = page.next();
        } while (next.isPresent());
        return found;
    }
}
